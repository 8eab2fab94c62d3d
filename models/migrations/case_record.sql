-- Schema 3, frozen as it was: the tables that `case_record.py` makes, then those that it writes anew. Never edit.

CREATE TABLE pack (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    authority TEXT NOT NULL,
    version TEXT NOT NULL,
    effective TEXT,
    content TEXT NOT NULL,
    origin TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_pack_authority_filled CHECK (length(trim(authority)) > 0),
    CONSTRAINT ck_pack_content_filled CHECK (length(trim(content)) > 0),
    CONSTRAINT ck_pack_effective_day CHECK (date(effective) IS effective),
    CONSTRAINT ck_pack_origin_known CHECK (origin IN ('made', 'imported')),
    CONSTRAINT ck_pack_state_known CHECK (state IN ('standing', 'declined', 'draft')),
    CONSTRAINT ck_pack_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_pack_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_pack_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_pack_created_by_filled CHECK (length(trim(created_by)) > 0)
)
 STRICT;

CREATE TABLE action (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT,
    what TEXT NOT NULL,
    who TEXT NOT NULL,
    due_by TEXT,
    done TEXT,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    note TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_action_what_filled CHECK (length(trim(what)) > 0),
    CONSTRAINT ck_action_due_by_day CHECK (date(due_by) IS due_by),
    CONSTRAINT ck_action_done_day CHECK (date(done) IS done),
    CONSTRAINT ck_action_source_known CHECK (source IN ('event', 'audit', 'ending', 'own')),
    CONSTRAINT ck_action_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_action_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_action_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_action_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_action_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_action_child_id ON action (child_id);

CREATE TABLE audit (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT NOT NULL,
    authority TEXT NOT NULL,
    auditor TEXT NOT NULL,
    overall TEXT NOT NULL,
    draft INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_audit_at_day CHECK (date(at) IS at),
    CONSTRAINT ck_audit_authority_filled CHECK (length(trim(authority)) > 0),
    CONSTRAINT ck_audit_auditor_filled CHECK (length(trim(auditor)) > 0),
    CONSTRAINT ck_audit_draft_flag CHECK (draft IN (0, 1)),
    CONSTRAINT ck_audit_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_audit_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_audit_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_audit_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_audit_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_audit_child_id ON audit (child_id);

CREATE TABLE chronology_edit (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    hidden INTEGER NOT NULL,
    significant INTEGER NOT NULL,
    at TEXT,
    what TEXT NOT NULL,
    impact TEXT NOT NULL,
    origin TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_chronology_edit_source_known CHECK (source IN ('event', 'plan', 'birth', 'fact', 'own')),
    CONSTRAINT ck_chronology_edit_at_moment CHECK (date(at) IS at OR strftime('%Y-%m-%dT%H:%M', at) IS at),
    CONSTRAINT ck_chronology_edit_hidden_flag CHECK (hidden IN (0, 1)),
    CONSTRAINT ck_chronology_edit_significant_flag CHECK (significant IN (0, 1)),
    CONSTRAINT ck_chronology_edit_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_chronology_edit_own_is_whole CHECK (source <> 'own' OR (at IS NOT NULL AND length(trim(what)) > 0)),
    CONSTRAINT ck_chronology_edit_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_chronology_edit_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_chronology_edit_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_chronology_edit_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_chronology_edit_child_id ON chronology_edit (child_id);

CREATE TABLE consent (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    whose TEXT NOT NULL,
    what TEXT NOT NULL,
    agency TEXT NOT NULL,
    given TEXT,
    until TEXT,
    withdrawn TEXT,
    how TEXT NOT NULL,
    note TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_consent_whose_filled CHECK (length(trim(whose)) > 0),
    CONSTRAINT ck_consent_what_filled CHECK (length(trim(what)) > 0),
    CONSTRAINT ck_consent_given_day CHECK (date(given) IS given),
    CONSTRAINT ck_consent_until_day CHECK (date(until) IS until),
    CONSTRAINT ck_consent_withdrawn_day CHECK (date(withdrawn) IS withdrawn),
    CONSTRAINT ck_consent_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_consent_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_consent_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_consent_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_consent_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_consent_child_id ON consent (child_id);

CREATE TABLE ending (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    authority TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    to_whom TEXT NOT NULL,
    summary TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_ending_kind_known CHECK (kind IN ('transfer', 'closure')),
    CONSTRAINT ck_ending_started_day CHECK (date(started) IS started),
    CONSTRAINT ck_ending_finished_day CHECK (date(finished) IS finished),
    CONSTRAINT ck_ending_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_ending_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_ending_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_ending_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_ending_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_ending_child_id ON ending (child_id);

CREATE TABLE genogram (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    places TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_genogram_places_object CHECK (json_valid(places) AND json_type(places) = 'object'),
    CONSTRAINT ck_genogram_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_genogram_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_genogram_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_genogram_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_genogram_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_genogram_child_id ON genogram (child_id);

CREATE TABLE key_fact (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    since TEXT,
    until TEXT,
    third_party INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_key_fact_kind_filled CHECK (length(trim(kind)) > 0),
    CONSTRAINT ck_key_fact_since_day CHECK (date(since) IS since),
    CONSTRAINT ck_key_fact_until_day CHECK (date(until) IS until),
    CONSTRAINT ck_key_fact_third_party_flag CHECK (third_party IN (0, 1)),
    CONSTRAINT ck_key_fact_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_key_fact_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_key_fact_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_key_fact_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_key_fact_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_key_fact_child_id ON key_fact (child_id);

CREATE TABLE letter (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    addressee TEXT NOT NULL,
    address TEXT NOT NULL,
    written TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    sent TEXT,
    draft INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_letter_kind_filled CHECK (length(trim(kind)) > 0),
    CONSTRAINT ck_letter_addressee_filled CHECK (length(trim(addressee)) > 0),
    CONSTRAINT ck_letter_written_day CHECK (date(written) IS written),
    CONSTRAINT ck_letter_sent_day CHECK (date(sent) IS sent),
    CONSTRAINT ck_letter_draft_flag CHECK (draft IN (0, 1)),
    CONSTRAINT ck_letter_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_letter_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_letter_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_letter_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_letter_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_letter_child_id ON letter (child_id);

CREATE TABLE photo (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    media TEXT NOT NULL,
    image TEXT NOT NULL,
    taken TEXT,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_photo_media_known CHECK (media IN ('image/jpeg', 'image/png')),
    CONSTRAINT ck_photo_image_filled CHECK (length(trim(image)) > 0),
    CONSTRAINT ck_photo_taken_day CHECK (date(taken) IS taken),
    CONSTRAINT ck_photo_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_photo_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_photo_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_photo_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_photo_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_photo_child_id ON photo (child_id);

CREATE TABLE search_entry (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    docid INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    child_id TEXT,
    at TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_search_entry_kind_filled CHECK (length(trim(kind)) > 0),
    CONSTRAINT ck_search_entry_record_id_filled CHECK (length(trim(record_id)) > 0),
    CONSTRAINT uq_search_entry_kind_record_id UNIQUE (kind, record_id),
    CONSTRAINT uq_search_entry_docid UNIQUE (docid),
    CONSTRAINT ck_search_entry_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_search_entry_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_search_entry_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_search_entry_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_search_entry_child_id ON search_entry (child_id);

CREATE TABLE sharing (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    whom TEXT NOT NULL,
    why TEXT NOT NULL,
    basis TEXT NOT NULL,
    shared INTEGER NOT NULL,
    note TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_sharing_what_filled CHECK (length(trim(what)) > 0),
    CONSTRAINT ck_sharing_whom_filled CHECK (length(trim(whom)) > 0),
    CONSTRAINT ck_sharing_at_moment CHECK (date(at) IS at OR strftime('%Y-%m-%dT%H:%M', at) IS at),
    CONSTRAINT ck_sharing_shared_flag CHECK (shared IN (0, 1)),
    CONSTRAINT ck_sharing_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_sharing_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_sharing_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_sharing_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_sharing_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_sharing_child_id ON sharing (child_id);

CREATE TABLE tie (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    since TEXT,
    until TEXT,
    note TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_tie_kind_filled CHECK (length(trim(kind)) > 0),
    CONSTRAINT ck_tie_one_filled CHECK (length(trim(one)) > 0),
    CONSTRAINT ck_tie_other_filled CHECK (length(trim(other)) > 0),
    CONSTRAINT ck_tie_two_people CHECK (one <> other),
    CONSTRAINT ck_tie_since_day CHECK (date(since) IS since),
    CONSTRAINT ck_tie_until_day CHECK (date(until) IS until),
    CONSTRAINT ck_tie_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_tie_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_tie_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_tie_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_tie_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_tie_child_id ON tie (child_id);

CREATE TABLE unsaved (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    child_id TEXT,
    record_id TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_unsaved_kind_filled CHECK (length(trim(kind)) > 0),
    CONSTRAINT ck_unsaved_place_filled CHECK (length(trim(place)) > 0),
    CONSTRAINT ck_unsaved_content_object CHECK (json_valid(content) AND json_type(content) = 'object'),
    CONSTRAINT uq_unsaved_kind_place UNIQUE (kind, place),
    CONSTRAINT ck_unsaved_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_unsaved_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_unsaved_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_unsaved_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_unsaved_child_id ON unsaved (child_id);

CREATE TABLE audit_answer (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    audit_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    audit_row TEXT NOT NULL,
    judgement TEXT NOT NULL,
    evidence TEXT NOT NULL,
    follow_up TEXT NOT NULL,
    who TEXT NOT NULL,
    due_by TEXT,
    done TEXT,
    PRIMARY KEY (id),
    CONSTRAINT ck_audit_answer_position_from_zero CHECK (position >= 0),
    CONSTRAINT uq_audit_answer_audit_id_position UNIQUE (audit_id, position),
    CONSTRAINT ck_audit_answer_audit_row_filled CHECK (length(trim(audit_row)) > 0),
    CONSTRAINT ck_audit_answer_judgement_known
        CHECK (judgement IN ('', 'acceptable', 'unacceptable', 'mixed', 'not_seen')),
    CONSTRAINT ck_audit_answer_due_by_day CHECK (date(due_by) IS due_by),
    CONSTRAINT ck_audit_answer_done_day CHECK (date(done) IS done),
    CONSTRAINT ck_audit_answer_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_audit_answer_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_audit_answer_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_audit_answer_audit_id FOREIGN KEY(audit_id) REFERENCES audit (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_audit_answer_audit_id ON audit_answer (audit_id);

CREATE TABLE ending_item (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ending_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    done TEXT,
    not_needed INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_ending_item_position_from_zero CHECK (position >= 0),
    CONSTRAINT uq_ending_item_ending_id_position UNIQUE (ending_id, position),
    CONSTRAINT ck_ending_item_item_filled CHECK (length(trim(item)) > 0),
    CONSTRAINT ck_ending_item_done_day CHECK (date(done) IS done),
    CONSTRAINT ck_ending_item_not_needed_flag CHECK (not_needed IN (0, 1)),
    CONSTRAINT ck_ending_item_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_ending_item_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_ending_item_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_ending_item_ending_id FOREIGN KEY(ending_id) REFERENCES ending (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_ending_item_ending_id ON ending_item (ending_id);

CREATE TABLE person_share (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    person_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    child_id TEXT NOT NULL,
    relation TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_person_share_position_from_zero CHECK (position >= 0),
    CONSTRAINT uq_person_share_person_id_position UNIQUE (person_id, position),
    CONSTRAINT ck_person_share_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_person_share_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_person_share_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_person_share_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_person_share_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_person_share_child_id ON person_share (child_id);

CREATE INDEX ix_person_share_person_id ON person_share (person_id);

CREATE TABLE plan_copy (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    given TEXT,
    how TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_plan_copy_position_from_zero CHECK (position >= 0),
    CONSTRAINT uq_plan_copy_plan_id_position UNIQUE (plan_id, position),
    CONSTRAINT ck_plan_copy_name_filled CHECK (length(trim(name)) > 0),
    CONSTRAINT ck_plan_copy_given_day CHECK (date(given) IS given),
    CONSTRAINT ck_plan_copy_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_plan_copy_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_plan_copy_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_plan_copy_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_plan_copy_plan_id ON plan_copy (plan_id);

CREATE TABLE plan_section (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_plan_section_position_from_zero CHECK (position >= 0),
    CONSTRAINT uq_plan_section_plan_id_position UNIQUE (plan_id, position),
    CONSTRAINT ck_plan_section_heading_filled CHECK (length(trim(heading)) > 0),
    CONSTRAINT ck_plan_section_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_plan_section_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_plan_section_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_plan_section_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_plan_section_plan_id ON plan_section (plan_id);

CREATE TABLE plan_scale (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    outcome_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    at TEXT NOT NULL,
    value INTEGER NOT NULL,
    whose TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_plan_scale_position_from_zero CHECK (position >= 0),
    CONSTRAINT uq_plan_scale_outcome_id_position UNIQUE (outcome_id, position),
    CONSTRAINT ck_plan_scale_at_day CHECK (date(at) IS at),
    CONSTRAINT ck_plan_scale_value_scale CHECK (value BETWEEN 0 AND 10),
    CONSTRAINT ck_plan_scale_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_plan_scale_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_plan_scale_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_plan_scale_outcome_id FOREIGN KEY(outcome_id) REFERENCES plan_outcome (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_plan_scale_outcome_id ON plan_scale (outcome_id);

-- anew

CREATE TABLE person (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    kind TEXT NOT NULL,
    parental_responsibility INTEGER NOT NULL,
    contact TEXT NOT NULL,
    address TEXT NOT NULL,
    sex TEXT NOT NULL,
    born TEXT,
    died TEXT,
    in_household INTEGER NOT NULL,
    protected INTEGER NOT NULL,
    third_party INTEGER NOT NULL,
    may_be_told TEXT NOT NULL,
    note TEXT NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_person_name_filled CHECK (length(trim(name)) > 0),
    CONSTRAINT ck_person_kind_known CHECK (kind IN ('family', 'carer', 'professional')),
    CONSTRAINT ck_person_sex_known CHECK (sex IN ('', 'female', 'male', 'other')),
    CONSTRAINT ck_person_born_day CHECK (date(born) IS born),
    CONSTRAINT ck_person_died_day CHECK (date(died) IS died),
    CONSTRAINT ck_person_parental_responsibility_flag CHECK (parental_responsibility IN (0, 1)),
    CONSTRAINT ck_person_in_household_flag CHECK (in_household IN (0, 1)),
    CONSTRAINT ck_person_protected_flag CHECK (protected IN (0, 1)),
    CONSTRAINT ck_person_third_party_flag CHECK (third_party IN (0, 1)),
    CONSTRAINT ck_person_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_person_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_person_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_person_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_person_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_person_child_id ON person (child_id);

CREATE TABLE "plan" (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    child_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT NOT NULL,
    version INTEGER NOT NULL,
    drawn_up TEXT NOT NULL,
    review_by TEXT,
    worries TEXT NOT NULL,
    strengths TEXT NOT NULL,
    child_views TEXT NOT NULL,
    parent_views TEXT NOT NULL,
    agreement TEXT NOT NULL,
    contingency TEXT NOT NULL,
    bottom_lines TEXT NOT NULL,
    ends_when TEXT NOT NULL,
    reviewed TEXT NOT NULL,
    ended TEXT,
    draft INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_plan_kind_filled CHECK (length(trim(kind)) > 0),
    CONSTRAINT ck_plan_drawn_up_day CHECK (date(drawn_up) IS drawn_up),
    CONSTRAINT ck_plan_review_by_day CHECK (date(review_by) IS review_by),
    CONSTRAINT ck_plan_draft_flag CHECK (draft IN (0, 1)),
    CONSTRAINT ck_plan_removed_flag CHECK (removed IN (0, 1)),
    CONSTRAINT ck_plan_version_from_one CHECK (version >= 1),
    CONSTRAINT ck_plan_stage_known CHECK (stage IN ('', 'outline', 'detailed')),
    CONSTRAINT ck_plan_ended_day CHECK (date(ended) IS ended),
    CONSTRAINT ck_plan_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_plan_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_plan_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_plan_child_id FOREIGN KEY(child_id) REFERENCES child (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_plan_child_id ON "plan" (child_id);

CREATE TABLE plan_outcome (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    need TEXT NOT NULL,
    outcome TEXT NOT NULL,
    progress TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_plan_outcome_position_from_zero CHECK (position >= 0),
    CONSTRAINT uq_plan_outcome_plan_id_position UNIQUE (plan_id, position),
    CONSTRAINT ck_plan_outcome_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_plan_outcome_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_plan_outcome_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_plan_outcome_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_plan_outcome_plan_id ON plan_outcome (plan_id);

CREATE TABLE plan_action (
    id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    outcome_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    who TEXT NOT NULL,
    due_by TEXT,
    measure TEXT NOT NULL,
    done TEXT,
    progress TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_plan_action_position_from_zero CHECK (position >= 0),
    CONSTRAINT uq_plan_action_outcome_id_position UNIQUE (outcome_id, position),
    CONSTRAINT ck_plan_action_what_filled CHECK (length(trim(what)) > 0),
    CONSTRAINT ck_plan_action_due_by_day CHECK (date(due_by) IS due_by),
    CONSTRAINT ck_plan_action_done_day CHECK (date(done) IS done),
    CONSTRAINT ck_plan_action_created_at_stamp CHECK (strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at),
    CONSTRAINT ck_plan_action_id_uuid CHECK (length(id) = 36),
    CONSTRAINT ck_plan_action_created_by_filled CHECK (length(trim(created_by)) > 0),
    CONSTRAINT fk_plan_action_outcome_id FOREIGN KEY(outcome_id) REFERENCES plan_outcome (id) ON DELETE RESTRICT
)
 STRICT;

CREATE INDEX ix_plan_action_outcome_id ON plan_action (outcome_id);

-- A birth date may be known as a year, or a year and a month: it is sealed as before. Where that leaves open whether somebody is under
-- eighteen, they are asked, and the answer is kept.
alter table person add column is_said_of_age boolean not null default false;

-- 外请专家: who belongs to no unit of the city says where he works; the recusal goes by that.
alter table examination_expert add column employer text;

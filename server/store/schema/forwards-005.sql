-- What has waited longest since it was refused first, whatever the reasons. What the other domain has is not returned.
CREATE INDEX forward_waits_first ON forward_waits(since, envelope) WHERE reason <> 'link.acceptance';

-- The audit log is only ever added to. Triggers deter; the chain of hashes is what proves.
CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit`
BEGIN
  SELECT raise(ABORT, 'The audit log is append-only: an entry cannot be changed.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit`
BEGIN
  SELECT raise(ABORT, 'The audit log is append-only: an entry cannot be deleted.');
END;
--> statement-breakpoint
-- INSERT OR REPLACE deletes without the trigger above.
CREATE TRIGGER `audit_no_replace` BEFORE INSERT ON `audit` WHEN EXISTS (SELECT 1 FROM `audit` WHERE `seq` = NEW.`seq`)
BEGIN
  SELECT raise(ABORT, 'The audit log is append-only: an entry cannot be replaced.');
END;
--> statement-breakpoint
INSERT INTO `audit_head` (`id`, `seq`, `hash`) VALUES (1, 0, '');
--> statement-breakpoint
-- Every column in the index: what one person holds lies together in one range, however many grants there are.
DROP INDEX `grants_home`;
--> statement-breakpoint
CREATE INDEX `grants_home` ON `grants` (
  `person`, `expires_at`, `id`, `version`, `request`, `entitlement`, `duration`, `state`, `desired`, `observed`,
  `adopted`, `attempts`, `created_at`, `warn_at`, `active_at`, `ended_at`, `rest`
) WHERE `state` NOT IN ('revoked', 'not_started', 'written_off');

DROP INDEX `votes_once`;--> statement-breakpoint
ALTER TABLE `votes` ADD `stage` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `votes_once` ON `votes` (`request`,`revision`,`stage`,`person`);
CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`person` text NOT NULL,
	`entitlement` text NOT NULL,
	`rule` text NOT NULL,
	`state` text NOT NULL,
	`grant_id` text,
	`created_at` integer NOT NULL,
	`since` integer NOT NULL,
	`rest` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `assignments_of_person` ON `assignments` (`person`,`id`);--> statement-breakpoint
CREATE INDEX `assignments_held_back` ON `assignments` (`person`) WHERE "assignments"."state" = 'held_back';
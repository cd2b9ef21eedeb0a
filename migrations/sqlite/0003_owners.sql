CREATE TABLE `owner_settings` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`entitlement` text NOT NULL,
	`version` integer NOT NULL,
	`description` text,
	`risk` text,
	`max_duration` integer,
	`approvers` text,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `owner_settings_number` ON `owner_settings` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `owner_settings_version` ON `owner_settings` (`entitlement`,`version`);--> statement-breakpoint
CREATE TABLE `usages` (
	`person` text NOT NULL,
	`used` text NOT NULL,
	`last_used` integer NOT NULL,
	`reported_at` integer NOT NULL,
	`source` text NOT NULL,
	PRIMARY KEY(`person`, `used`)
);
--> statement-breakpoint
CREATE INDEX `people_of_role` ON `people` (`department`,`title`,`id`);
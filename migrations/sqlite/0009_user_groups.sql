CREATE TABLE `user_group_members` (
	`handle` text NOT NULL,
	`native` text NOT NULL,
	PRIMARY KEY(`handle`, `native`)
);
--> statement-breakpoint
CREATE TABLE `user_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`synced_at` integer NOT NULL,
	`groups` text NOT NULL
);

PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_cards` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`role` text NOT NULL,
	`about_kind` text NOT NULL,
	`about_id` text NOT NULL,
	`person` text,
	`created_at` integer NOT NULL,
	`channel` text,
	`ts` text,
	`shown` text
);
--> statement-breakpoint
INSERT INTO `__new_cards`("id", "version", "role", "about_kind", "about_id", "person", "created_at", "channel", "ts", "shown") SELECT "id", "version", "role", "about_kind", "about_id", "person", "created_at", "channel", "ts", "shown" FROM `cards`;--> statement-breakpoint
DROP TABLE `cards`;--> statement-breakpoint
ALTER TABLE `__new_cards` RENAME TO `cards`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `cards_about` ON `cards` (`about_id`,`about_kind`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `cards_home` ON `cards` (`person`) WHERE "cards"."role" = 'home';
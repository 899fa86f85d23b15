-- Where each document was published: by content, so that a file found elsewhere is known too; of several addresses the
-- one that still offers it, then the latest fetched.
UPDATE documents
SET published_uri = f.url, published_on_page = f.page_url
FROM (
    SELECT
        sha256,
        arg_max(url, (gone_at IS NULL, coalesce(fetched_at, first_seen), url)) AS url,
        arg_max(page_url, (gone_at IS NULL, coalesce(fetched_at, first_seen), url)) AS page_url
    FROM fetched
    WHERE sha256 IS NOT NULL
    GROUP BY sha256
) AS f
WHERE f.sha256 = documents.sha256
    AND (documents.published_uri IS DISTINCT FROM f.url OR documents.published_on_page IS DISTINCT FROM f.page_url)

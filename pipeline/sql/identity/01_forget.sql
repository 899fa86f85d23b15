-- What an earlier run took from folders is told anew: documents may have come or gone.
UPDATE documents SET municipality_code = NULL, identity_source = 'read'
WHERE identity_source = 'folder';

using Ghc.Domain.Documents;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Holders;

/// <summary>Documents: finds every document that shares a lifetime number, whatever its type or number of issuance.</summary>
public sealed class DocumentsTable(StorageClients clients, Sealer sealer, Pseudonyms pseudonyms)
{
    private readonly SealedRows rows = new(clients, sealer, TableNames.Documents);

    public Task PutAsync(Document document, CancellationToken cancellation) =>
        rows.PutAsync(
            rows.Seal(pseudonyms.NumberKey(document), pseudonyms.DocumentKey(document), document, HoldersJson.Types.Document),
            cancellation
        );

    /// <summary>The tag by which <see cref="ForgetAsync"/> knows that nobody has put the document back since.</summary>
    public async Task<Azure.ETag?> TagAsync(Document document, CancellationToken cancellation) =>
        (await rows.FindAsync(pseudonyms.NumberKey(document), pseudonyms.DocumentKey(document), cancellation))?.ETag;

    public Task<bool> ForgetAsync(Document document, Azure.ETag readAs, CancellationToken cancellation) =>
        rows.TryDeleteAsync(pseudonyms.NumberKey(document), pseudonyms.DocumentKey(document), readAs, cancellation);

    public async Task<IReadOnlyList<Document>> WithSameNumberAsync(Document document, CancellationToken cancellation) =>
        [.. (await WithNumberOfAsync(document, cancellation)).Where(other => other != document)];

    /// <summary>The document itself is among them, if anything was reported for it.</summary>
    public async Task<IReadOnlyList<Document>> WithNumberOfAsync(Document document, CancellationToken cancellation)
    {
        var found = await rows.ListAsync(pseudonyms.NumberKey(document), cancellation);
        return [.. found.Select(row => rows.Open(row, HoldersJson.Types.Document))];
    }
}

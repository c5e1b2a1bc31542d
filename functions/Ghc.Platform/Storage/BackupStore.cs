using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;

namespace Ghc.Platform.Storage;

/// <summary>One backup of one table: everything (<paramref name="IsFull"/>), or the partitions that changed since the one before.</summary>
public sealed record Backup(
    string Account,
    string Table,
    DateTimeOffset At,
    bool IsFull,
    int Partitions,
    int Rows,
    string Hash,
    string Name
);

/// <summary>
/// Backups as compressed blobs <c>ACCOUNT/TABLE/TIME-full|part.jsonl.gz</c>, in the container <c>backup</c> of another account than the
/// data's (section <c>BackupStorage</c>: a connection string, or <c>blobServiceUri</c> with the app's identity). What a blob should hold is
/// said in its metadata, which is written with it.
/// </summary>
public sealed class BackupStore
{
    public const string Section = "BackupStorage";
    public const string Container = "backup";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly Lazy<BlobServiceClient> service;
    private readonly Lazy<BlobContainerClient> container;

    public BackupStore(IConfiguration configuration)
    {
        service = new(() => Open(configuration));
        container = new(() => service.Value.GetBlobContainerClient(Container));
    }

    /// <summary>All containers of the account that has the backups.</summary>
    public BlobServiceClient Containers => service.Value;

    public async Task WriteAsync(
        StorageAccount account,
        string table,
        DateTimeOffset at,
        bool full,
        IAsyncEnumerable<string> lines,
        CancellationToken cancellation
    )
    {
        using var content = new MemoryStream();
        var (partitions, rows) = (0, 0);
        await using (var zip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        await using (var writer = new StreamWriter(zip, new UTF8Encoding(false)))
        {
            await foreach (var line in lines.WithCancellation(cancellation))
            {
                partitions++;
                rows += BackupRow.Read(line).Count;
                await writer.WriteLineAsync(line);
            }
        }

        content.Position = 0;
        var blob = container.Value.GetBlobClient(
            $"{account.Name}/{table}/{at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{(full ? "full" : "part")}.jsonl.gz"
        );
        var metadata = new Dictionary<string, string>
        {
            ["partitions"] = $"{partitions}",
            ["rows"] = $"{rows}",
            ["sha256"] = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)),
        };
        content.Position = 0;
        await container.Value.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await blob.UploadAsync(content, new BlobUploadOptions { Metadata = metadata }, cancellation);
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<Backup>> ListAsync(StorageAccount account, string table, CancellationToken cancellation)
    {
        var found = new List<Backup>();
        try
        {
            await foreach (
                var blob in container.Value.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, $"{account.Name}/{table}/", cancellation)
            )
            {
                var parts = blob.Name.Split('/')[^1].Split('-', '.');
                found.Add(
                    new Backup(
                        account.Name,
                        table,
                        DateTimeOffset.ParseExact(parts[0], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                        parts[1] == "full",
                        int.Parse(blob.Metadata["partitions"], CultureInfo.InvariantCulture),
                        int.Parse(blob.Metadata["rows"], CultureInfo.InvariantCulture),
                        blob.Metadata["sha256"],
                        blob.Name
                    )
                );
            }
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // No container: nothing was backed up yet.
        }

        return [.. found.OrderBy(backup => backup.At)];
    }

    /// <summary>The lines of a backup; throws if it is not what was written.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(Backup backup, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await container.Value.GetBlobClient(backup.Name).DownloadToAsync(content, cancellation);
        content.Position = 0;
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)) != backup.Hash)
        {
            throw new InvalidDataException($"{backup.Name} is not what was written: its hash differs.");
        }

        content.Position = 0;
        var lines = new List<string>();
        using var reader = new StreamReader(new GZipStream(content, CompressionMode.Decompress));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            lines.Add(line);
        }

        return lines.Count == backup.Partitions
            ? lines
            : throw new InvalidDataException($"{backup.Name} holds {lines.Count} partitions and should hold {backup.Partitions}.");
    }

    /// <summary>On one machine the emulator's account holds both.</summary>
    private static BlobServiceClient Open(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section.GetValue<Uri>("blobServiceUri") is { } address)
        {
            var credential = new DefaultAzureCredential(
                new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] }
            );
            return new BlobServiceClient(address, credential);
        }

        return (section.Value ?? configuration[StorageClients.Connection]) is { Length: > 0 } connection
            ? new BlobServiceClient(connection)
            : throw new InvalidOperationException($"Set {Section}, or {Section}:blobServiceUri.");
    }
}

using System.Security.Cryptography;
using Ghc.Domain;

namespace Ghc.Functions.SwitchOff;

/// <summary>Makes the certificate, once the wipe is done and a search finds nothing. Needs no keys but the one that signs.</summary>
public sealed class Certifier(WipeTable table, Wiper wiper, StoreInventory inventory, LeftoverSearch search, TimeProvider clock)
{
    /// <summary>As <c>ghc sunset verify</c> explains them.</summary>
    private static readonly string[] NotCovered = ["pepper-in-escrow", "logs", "soft-deleted-blobs", "copies-elsewhere"];

    /// <summary>A refusal says what is left to do.</summary>
    public async Task<Outcome<Certificate>> MakeAsync(ECDsa key, CancellationToken cancellation)
    {
        if (await table.FindAsync(cancellation) is not { } begun || (await wiper.LeftAsync(cancellation)).Count > 0)
        {
            return new Refusal(RefusalCodes.SunsetTooEarly);
        }

        var keys = await table.KeysAsync(cancellation);
        if (
            begun.Keys.Except(keys.Where(each => each.DestroyedAt is not null).Select(each => each.Name)).Any()
            || keys.Any(each => each.DestroyedAt is null)
            || (await search.RunAsync(cancellation)).Count > 0
        )
        {
            return new Refusal(RefusalCodes.SunsetTooEarly);
        }

        if (Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) != begun.Plan.CertificateKey)
        {
            return Refusal.Invalid("key", "sunset.signature");
        }

        var stores = new List<CertifiedStore>();
        foreach (var wiped in await table.StoresAsync(cancellation))
        {
            var (kind, account, name) = wiped.Store;
            stores.Add(
                new CertifiedStore(
                    kind,
                    account,
                    name,
                    wiped.Before,
                    await inventory.CountAsync(wiped.Store, cancellation),
                    wiped.DeletedAt!.Value
                )
            );
        }

        return new Certificate(
            Certificate.SchemaName,
            begun.Plan.Hash,
            begun.Plan,
            begun.Signatures,
            begun.Audit,
            begun.BegunAt,
            clock.GetUtcNow(),
            stores,
            keys,
            NotCovered
        );
    }
}

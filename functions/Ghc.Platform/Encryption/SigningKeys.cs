using Microsoft.Extensions.Options;

namespace Ghc.Platform.Encryption;

/// <summary>The one signing ring, for tokens and codes. A key that was taken out of it is unknown, and so is what it signed.</summary>
public sealed class SigningKeys
{
    private readonly Dictionary<string, SigningKey> keys;

    public SigningKeys(IOptions<KeyOptions> options)
    {
        var ring = options.Value.Signing;
        keys = ring.Keys.ToDictionary(k => k.Key, k => new SigningKey(k.Key, k.Value), StringComparer.Ordinal);
        Current = keys[ring.Current];
    }

    public SigningKey Current { get; }

    public IReadOnlyCollection<SigningKey> All => keys.Values;

    public SigningKey? Find(string? id) => id is null ? null : keys.GetValueOrDefault(id);

    public SigningKey? FindByCoseHeader(ReadOnlySpan<byte> header)
    {
        foreach (var key in keys.Values)
        {
            if (header.SequenceEqual(key.CoseHeader))
            {
                return key;
            }
        }

        return null;
    }
}

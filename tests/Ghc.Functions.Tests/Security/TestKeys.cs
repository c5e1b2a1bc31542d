using System.Security.Cryptography;
using System.Text;
using Ghc.Functions.Access;
using Ghc.Functions.Codes;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Tests.Security;

/// <summary>Rings with good defaults: sealing key "a", signing key "k1". The other builders derive from one of them.</summary>
internal static class TestKeys
{
    public static KeyOptions Options() =>
        new()
        {
            Pepper = Secret("pepper"),
            Sealing = new() { Current = "a", Keys = { ["a"] = Secret("a") } },
            Signing = new() { Current = "k1", Keys = { ["k1"] = NewPrivate() } },
        };

    /// <summary>The same keys, with new ones that are current from now on.</summary>
    public static KeyOptions Rotated(KeyOptions old) =>
        new()
        {
            Pepper = old.Pepper,
            Sealing = new()
            {
                Current = "b",
                Keys = new(old.Sealing.Keys) { ["b"] = Secret("b") },
            },
            Signing = new()
            {
                Current = "k2",
                Keys = new(old.Signing.Keys) { ["k2"] = NewPrivate() },
            },
        };

    /// <summary>Without the keys that are not current.</summary>
    public static KeyOptions Retired(KeyOptions options) =>
        new()
        {
            Pepper = options.Pepper,
            Sealing = new()
            {
                Current = options.Sealing.Current,
                Keys = { [options.Sealing.Current] = options.Sealing.Keys[options.Sealing.Current] },
            },
            Signing = new()
            {
                Current = options.Signing.Current,
                Keys = { [options.Signing.Current] = options.Signing.Keys[options.Signing.Current] },
            },
        };

    public static string Secret(string seed) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    public static string NewPrivate(ECCurve? curve = null)
    {
        using var key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    public static string PublicOf(string pkcs8)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(pkcs8), out _);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    public static Sealer Sealer(KeyOptions options) => new(Microsoft.Extensions.Options.Options.Create(options));

    public static SigningKeys Signing(KeyOptions options) => new(Microsoft.Extensions.Options.Options.Create(options));

    public static Sessions Sessions(KeyOptions options, TimeProvider time, SessionOptions? sessions = null) =>
        new(new Tokens(Signing(options), Microsoft.Extensions.Options.Options.Create(sessions ?? new()), time), time);

    public static HealthCodes HealthCodes(KeyOptions options, TimeProvider time) =>
        new(Signing(options), new Handles(Sealer(options)), Microsoft.Extensions.Options.Options.Create(new HealthCodeOptions()), time);
}

namespace Ghc.Platform.Encryption;

/// <summary>
/// The secrets of the service, section "Keys" (in Azure: Key Vault references). Rotation is adding a key and naming it current; what the
/// former one sealed or signed stays readable until it is taken out of the ring.
/// </summary>
public sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>Base64, at least 32 bytes. It never changes: storage keys are made with it.</summary>
    public string Pepper { get; set; } = "";

    /// <summary>Id → base64 of 32 bytes: AES-256 keys.</summary>
    public KeyRing Sealing { get; set; } = new();

    /// <summary>
    /// Id → base64 of a P-256 private key (PKCS#8 DER), or of a public key (SubjectPublicKeyInfo DER) that then only verifies.
    /// </summary>
    public KeyRing Signing { get; set; } = new();
}

/// <summary>Keys by id; the current one makes new things, all of them read old ones. Ids are 1 to 8 of a–z, 0–9 and the hyphen.</summary>
public sealed class KeyRing
{
    public string Current { get; set; } = "";

    public Dictionary<string, string> Keys { get; set; } = [];
}

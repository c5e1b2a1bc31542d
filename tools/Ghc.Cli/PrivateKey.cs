using System.Security.Cryptography;
using Ghc.Platform.Encryption;

namespace Ghc.Cli;

/// <summary>A laboratory's own key, read from a PEM file.</summary>
public static class PrivateKey
{
    /// <summary>Null unless the file holds a private key on P-256. Other curves sign too, but nobody here would verify it.</summary>
    public static ECDsa? Read(FileInfo file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file.FullName));
            if (SigningKey.Import(key.ExportPkcs8PrivateKey()) is not null)
            {
                return key;
            }
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            // Answered below, like a key of another curve.
        }

        key.Dispose();
        return null;
    }
}

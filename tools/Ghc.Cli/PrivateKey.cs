using System.Security.Cryptography;
using Ghc.Platform.Encryption;

namespace Ghc.Cli;

/// <summary>A private key in a PEM file: that of a laboratory, or the one that signs the certificate of deletion.</summary>
public static class PrivateKey
{
    /// <summary>
    /// The key in the file, or a new one in a new file, for its owner alone. Null if the file holds no private key on P-256.
    /// </summary>
    public static ECDsa? ReadOrCreate(FileInfo file)
    {
        if (file.Exists)
        {
            return Read(file);
        }

        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file.FullName, options);
        writer.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
        return key;
    }

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

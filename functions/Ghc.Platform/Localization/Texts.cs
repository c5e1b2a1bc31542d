using System.Globalization;
using System.Resources;

namespace Ghc.Platform.Localization;

/// <summary>
/// Every text that the server produces, by key and language. A missing key is a bug, so it throws; a test reads all keys in all languages.
/// </summary>
public static class Texts
{
    private static readonly ResourceManager Resources = new("Ghc.Platform.Localization.Texts", typeof(Texts).Assembly);

    public static string Get(string key, CultureInfo language) =>
        Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"No text '{key}'.");

    public static string Get(string key, CultureInfo language, params object[] values) =>
        values.Length == 0 ? Get(key, language) : string.Format(language, Get(key, language), values);
}

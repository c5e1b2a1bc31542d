namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// How many messages the network makes of a text (3GPP TS 23.038, 23.040): 7-bit characters, or UCS-2 if one is not among those; less a
/// header in each part of several.
/// </summary>
public static class SmsSegments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>These take two places.</summary>
    private const string Extension = "\f^{}\\[~]|€";

    public static int Of(string text)
    {
        var plain = text.All(c => Basic.Contains(c, StringComparison.Ordinal) || Extension.Contains(c, StringComparison.Ordinal));
        var length = plain ? text.Length + text.Count(c => Extension.Contains(c, StringComparison.Ordinal)) : text.Length;
        var (alone, part) = plain ? (160, 153) : (70, 67);
        return length <= alone ? 1 : (length + part - 1) / part;
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Ghc.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ghc.Platform.Http;

/// <summary>The one reader of request bodies: at most 16 KiB of valid UTF-8 JSON, no unknown, doubled or wrongly typed member.</summary>
public static class JsonBody
{
    public const int MaxBytes = 16 * 1024;

    /// <param name="whenEmpty">What no body means, where that is allowed.</param>
    public static async Task<Outcome<T>> ReadAsync<T>(
        HttpRequest request,
        JsonTypeInfo<T> type,
        CancellationToken cancellation,
        T? whenEmpty = null
    )
        where T : class =>
        (await ReadBytesAsync(request, cancellation)).Refused(out var refusal, out var json) ? refusal
        : json.Length == 0 && whenEmpty is not null ? whenEmpty
        : json.Length > 0 && !IsJson(request) ? new Refusal(RefusalCodes.UnsupportedMediaType)
        : Parse(json, type);

    /// <summary>A form of another site can send text/plain or its like without asking; only a page of ours can send JSON.</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body as it is, for what has a reader of its own.</summary>
    public static async Task<Outcome<string>> ReadTextAsync(HttpRequest request, CancellationToken cancellation, int maxBytes = MaxBytes) =>
        (await ReadBytesAsync(request, cancellation, maxBytes)).Refused(out var refusal, out var json) ? refusal
        : json.Length == 0 ? Refusal.Invalid("body", "body.missing")
        : Utf8.IsValid(json) ? Encoding.UTF8.GetString(json)
        : Refusal.Invalid("body", "body.encoding");

    private static async Task<Outcome<byte[]>> ReadBytesAsync(HttpRequest request, CancellationToken cancellation, int maxBytes = MaxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return Refusal.Invalid("body", "body.too-large");
        }

        // As long as it says it is: nearly every body is far shorter than the longest. Without a length, one byte more than the longest
        // tells that it is too long.
        var buffer = new byte[(request.ContentLength ?? maxBytes) + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length > maxBytes ? Refusal.Invalid("body", "body.too-large") : buffer[..length];
    }

    public static Outcome<T> Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        if (json.IsEmpty)
        {
            return Refusal.Invalid("body", "body.missing");
        }

        if (!Utf8.IsValid(json))
        {
            return Refusal.Invalid("body", "body.encoding");
        }

        try
        {
            return JsonSerializer.Deserialize(json, type) is { } value ? value : Refusal.Invalid("body", "body.object");
        }
        catch (JsonException problem)
        {
            return Refusal.Invalid(FieldOf(problem.Path), problem.Path is null or "$" ? "body.json" : "field.type");
        }
    }

    /// <summary>
    /// <c>$.phone.number</c> → <c>phone.number</c>; an unknown member is named like a known one. Long names are cut: they may be the
    /// attack.
    /// </summary>
    private static string FieldOf(string? path)
    {
        var field =
            path is null or "$" ? "body"
            : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..]
            : path.TrimStart('$');
        return field.Length <= 80 ? field : field[..80];
    }
}

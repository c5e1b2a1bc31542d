using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ghc.Platform.Http;

/// <summary>
/// A JSON answer that is compressed where the client accepts it. Only for answers without any text that a third party can choose: beside a secret such text
/// would let an eavesdropper guess it by the length of the answer (BREACH). That is why no middleware compresses everything.
/// </summary>
public sealed class CompressedJson<T>(T value, JsonTypeInfo<T> type) : IResult
{
    /// <summary>Smaller answers fit one packet anyway.</summary>
    private const int Worthwhile = 1024;

    /// <summary>Of Brotli's 11: a strip of 240 codes shrinks to two fifths within about two milliseconds; higher ones win little more.</summary>
    private const int Quality = 4;

    private const int Window = 22;

    public async Task ExecuteAsync(HttpContext context)
    {
        ReadOnlyMemory<byte> body = JsonSerializer.SerializeToUtf8Bytes(value, Reply.AsAnswer(type));
        var response = context.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (body.Length >= Worthwhile && ContentCodings.AcceptedBy(context.Request.Headers.AcceptEncoding).FirstOrDefault() is { } coding)
        {
            response.Headers.ContentEncoding = coding;
            body = coding == ContentCodings.Brotli ? Brotli(body.Span) : Gzip(body.Span);
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Brotli(ReadOnlySpan<byte> body)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, compressed, out var written, Quality, Window)
            ? compressed.AsMemory(0, written)
            : throw new InvalidOperationException("The largest possible result was too small.");
    }

    private static ReadOnlyMemory<byte> Gzip(ReadOnlySpan<byte> body)
    {
        using var compressed = new MemoryStream(body.Length / 2);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }
}

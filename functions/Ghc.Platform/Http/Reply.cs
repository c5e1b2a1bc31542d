using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ghc.Domain;
using Microsoft.AspNetCore.Http;

namespace Ghc.Platform.Http;

/// <summary>The ways in which a function answers.</summary>
public static class Reply
{
    /// <summary>
    /// Letters as they are: a Chinese one is three bytes, its escape six, and Base45 is full of plus signs. The escapes guard JSON inside
    /// of HTML; an answer is never that, since its type is JSON and nosniff holds browsers to the type (<see cref="ResponseMiddleware"/>).
    /// </summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>By the options of the context that a type comes from; there is one for each feature.</summary>
    private static readonly ConcurrentDictionary<JsonSerializerOptions, JsonSerializerOptions> Answers = [];

    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        Results.Json(value, AsAnswer(type), statusCode: status);

    /// <summary>The same members, written for readers of HTTP; rows and messages keep the form they have.</summary>
    public static JsonTypeInfo<T> AsAnswer<T>(JsonTypeInfo<T> type) =>
        (JsonTypeInfo<T>)
            Answers.GetOrAdd(type.Options, options => new JsonSerializerOptions(options) { Encoder = Encoder }).GetTypeInfo(type.Type);

    /// <summary>See <see cref="CompressedJson{T}"/> for which answers may be compressed.</summary>
    public static IResult Compressed<T>(T value, JsonTypeInfo<T> type) => new CompressedJson<T>(value, AsAnswer(type));

    public static IResult Problem(Refusal refusal) => new Problem(refusal);

    public static IResult NoContent() => Results.NoContent();
}

using System.Text.Json.Serialization.Metadata;
using Ghc.Domain;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Http;

/// <summary>The ways in which a function answers.</summary>
public static class Reply
{
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        Results.Json(value, type, statusCode: status);

    public static IResult Problem(Refusal refusal) => new Problem(refusal);

    public static IResult NoContent() => Results.NoContent();
}

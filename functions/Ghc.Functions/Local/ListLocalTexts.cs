using System.Text.Json;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Local;

/// <summary>Shows the texts that would have been sent. Local host only: the build for Azure does not contain this file.</summary>
public sealed class ListLocalTexts(LocalOutbox outbox)
{
    /// <summary>As the calls of the product answer, though their context of types does not know what is local only.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = Reply.Encoder, Converters = { new InstantConverter() } };

    [Function(nameof(ListLocalTexts))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "local/sms")] HttpRequest request)
    {
        // A plus sign that nobody escaped arrives as a space.
        var to = request.Query["to"].ToString().Trim();
        return Results.Json(outbox.To(to.Length == 0 ? null : to.StartsWith('+') ? to : $"+{to}"), Json);
    }
}

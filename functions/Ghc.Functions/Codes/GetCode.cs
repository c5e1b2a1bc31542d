using System.Globalization;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Functions.Access;
using Ghc.Functions.Colors;
using Ghc.Functions.Senders;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Codes;

/// <summary>Shows the color and the codes of the next minutes, of the sender's own holder or of a companion.</summary>
public sealed class GetCode(
    RequestAuthenticator authenticator,
    HealthCodes codes,
    LaboratoryNames laboratories,
    ColorChangeNotifier announcer,
    TimeProvider clock
)
{
    private const int MaxMinutes = 240;

    [Function(nameof(GetCode))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/code")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            QueryValues.Number(request, "minutes", fallback: 1, min: 1, max: MaxMinutes).Refused(out var refusal, out var minutes)
            || (await authenticator.OpenCodeAsync(request, cancellation)).Refused(out refusal, out var holder)
        )
        {
            return Reply.Problem(refusal);
        }

        var language = Languages.Of(request);
        var nameOf = holder.Status.Tests.Count > 0 ? await laboratories.InAsync(language, cancellation) : null;
        var answer = View(holder, minutes, nameOf, language);
        await announcer.ShownAsync(holder.Id, holder.Status, answer.AssessedAt, cancellation);
        // Four hours are 87 kB, and a third of that compressed. Nothing of the request is in the answer, and no other site can ask for it:
        // the cookie of a pass is SameSite=Strict.
        return Reply.Compressed(answer, CodesJson.Types.CodeAnswer);
    }

    private CodeAnswer View(OwnHolder holder, int minutes, Func<string, string?>? laboratoryName, CultureInfo language)
    {
        var now = clock.GetUtcNow();
        var status = holder.Status;
        var assessment = status.Schedule.At(now);
        var strip = codes.Strip(holder.Id, assessment.Color, status.Name!.Masked, now, minutes, assessment.ChangesAt);
        return new CodeAnswer(
            holder.Id,
            status.Name.Text,
            status.Document.Type.ToText(),
            status.Document.Masked,
            Words.Of(assessment.Color),
            ReasonView.Of(assessment, now, language),
            TestView.Of(status.Tests, laboratoryName),
            TestAge.Of(status.Tests, now),
            now,
            assessment.ChangesAt,
            UpcomingView.Of(status.Schedule, now, language),
            assessment.PolicyVersion,
            strip[0].Text,
            strip[0].ExpiresAt,
            [.. strip.Select(code => new StripCode(code.Text, code.NotBefore, code.ExpiresAt))]
        )
        {
            Suspended = assessment.Suspended.Count == 0 ? null : ReasonView.OfSuspended(assessment, now, language),
        };
    }
}

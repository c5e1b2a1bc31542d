using System.Text;
using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Codes;

/// <summary>The code of this minute as a picture: black on white, for phones that cannot draw one.</summary>
public sealed class GetCodePicture(RequestAuthenticator authenticator, HealthCodes codes, TimeProvider clock)
{
    [Function("GetCodeSvg")]
    public async Task<IResult> Svg(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/code.svg")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await DrawAsync(request, (text, size) => Encoding.UTF8.GetBytes(QrPictures.Svg(text, size)), cancellation)).Refused(
            out var refusal,
            out var picture
        )
            ? Reply.Problem(refusal)
            : Results.Bytes(picture, "image/svg+xml; charset=utf-8");

    [Function("GetCodePng")]
    public async Task<IResult> Png(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/code.png")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await DrawAsync(request, QrPictures.Png, cancellation)).Refused(out var refusal, out var picture)
            ? Reply.Problem(refusal)
            : Results.Bytes(picture, "image/png");

    private async Task<Outcome<byte[]>> DrawAsync(HttpRequest request, Func<string, int?, byte[]> draw, CancellationToken cancellation)
    {
        if (
            QueryValues
                .Number(request, "size", QrPictures.DefaultSize, QrPictures.MinSize, QrPictures.MaxSize)
                .Refused(out var refusal, out var size)
            || (await authenticator.OpenCodeAsync(request, cancellation)).Refused(out refusal, out var holder)
        )
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var assessment = holder.Status.Schedule.At(now);
        var strip = codes.Strip(holder.Id, assessment.Color, holder.Status.Name!.Masked, now, minutes: 1, assessment.ChangesAt);
        return draw(strip[0].Text, size);
    }
}

using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// How many texts and e-mails with codes may be asked for: by one address (a hotel shares one), for one country or region (texts to
/// expensive numbers are a way to earn money from us), and by everybody together. Counted over all instances of the app. A code that is
/// used is given back to its address, so that a hall full of honest people does not run out.
/// </summary>
public sealed class SmsBudget(SharedBudgets budgets, IOptions<SmsBudgetOptions> options, IOptions<SiteOptions> site, Pseudonyms pseudonyms)
{
    private readonly Budget perAddress = new("texts-address", options.Value.PerAddressPerHour, TimeSpan.FromHours(1));
    private readonly Budget perAreaCode = new("texts-area", options.Value.PerAreaCodePerHour, TimeSpan.FromHours(1));
    private readonly Budget inAll = new("texts", options.Value.PerMinute, TimeSpan.FromMinutes(1));
    private readonly Budget emails = new("emails", options.Value.EmailsPerMinute, TimeSpan.FromMinutes(1));

    /// <param name="known">Whether the device signed in to this phone before: an attacker who uses up the texts of an address does not keep
    /// its people from theirs.</param>
    public async Task<Outcome<bool>> TakeAsync(HttpRequest request, PhoneNumber phone, bool known, CancellationToken cancellation)
    {
        if (!known && (await budgets.TakeAsync(perAddress, AddressOf(request), cancellation)).Refused(out var refusal, out _))
        {
            return refusal;
        }

        return
            !SmsBudgetOptions.IsHome(phone.AreaCode)
            && (await budgets.TakeAsync(perAreaCode, phone.AreaCode, cancellation)).Refused(out refusal, out _)
            ? refusal
            : await budgets.TakeAsync(inAll, "", cancellation);
    }

    /// <summary>
    /// The same for a code by e-mail. A network address has one budget for both, so that somebody who used up its texts does not go on
    /// with e-mails.
    /// </summary>
    public async Task<Outcome<bool>> TakeEmailAsync(HttpRequest request, bool known, CancellationToken cancellation) =>
        !known && (await budgets.TakeAsync(perAddress, AddressOf(request), cancellation)).Refused(out var refusal, out _)
            ? refusal
            : await budgets.TakeAsync(emails, "", cancellation);

    /// <summary>A code was used from this address.</summary>
    public void GiveBack(HttpRequest request) => budgets.GiveBack(perAddress, AddressOf(request));

    private string AddressOf(HttpRequest request) => pseudonyms.AddressKey(ClientAddress.Of(request, site.Value.ClientAddressHeader));
}

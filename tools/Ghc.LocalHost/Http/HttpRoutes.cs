using Ghc.LocalHost.Apps;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Template;

namespace Ghc.LocalHost.Http;

/// <summary>
/// Finds the function that serves a request, as the router of the real host does: the most specific route whose method fits. A route whose
/// method does not fit is skipped, so a wrong method ends at a catch-all or nowhere.
/// </summary>
public sealed class HttpRoutes
{
    private readonly List<Entry> entries;

    /// <param name="prefix">routePrefix of host.json; "api" if it says nothing.</param>
    public HttpRoutes(IEnumerable<FunctionMetadata> functions, string prefix) =>
        entries = [
            .. functions
                .Where(function => function.Trigger.Is(FunctionBinding.Http))
                .Select(function => new Entry(function, Parse(prefix, function.Trigger.Route ?? function.Name)))
                .OrderBy(entry => RoutePrecedence.ComputeInbound(entry.Template)),
        ];

    /// <summary>The function and its route values, or null if no function serves this method at this path.</summary>
    public (FunctionMetadata Function, RouteValueDictionary Values)? Find(HttpContext context)
    {
        foreach (var entry in entries)
        {
            var values = new RouteValueDictionary();
            if (
                entry.Takes(context.Request.Method)
                && entry.Matcher.TryMatch(context.Request.Path, values)
                && entry.IsAccepted(context, values)
            )
            {
                return (entry.Function, values);
            }
        }

        return null;
    }

    private static RouteTemplate Parse(string prefix, string route) =>
        TemplateParser.Parse(string.Join('/', new[] { prefix, route }.Where(part => part.Length > 0)));

    private sealed class Entry(FunctionMetadata function, RouteTemplate template)
    {
        private readonly Dictionary<string, IRouteConstraint> constraints = template
            .Parameters.Where(parameter => parameter.InlineConstraints.Any())
            .ToDictionary(parameter => parameter.Name!, ConstraintOf);

        public FunctionMetadata Function => function;

        public RouteTemplate Template => template;

        public TemplateMatcher Matcher { get; } = new(template, []);

        public bool Takes(string method) =>
            function.Trigger.Methods is not { Count: > 0 } methods || methods.Contains(method, StringComparer.OrdinalIgnoreCase);

        public bool IsAccepted(HttpContext context, RouteValueDictionary values) =>
            constraints.All(constraint => constraint.Value.Match(context, null, constraint.Key, values, RouteDirection.IncomingRequest));

        /// <summary>An optional value that is absent meets every constraint.</summary>
        private static IRouteConstraint ConstraintOf(TemplatePart parameter)
        {
            var all = new CompositeRouteConstraint(parameter.InlineConstraints.Select(constraint => Resolve(constraint.Constraint)));
            return parameter.IsOptional ? new OptionalRouteConstraint(all) : all;
        }

        private static IRouteConstraint Resolve(string text) =>
            Resolver.ResolveConstraint(text) ?? throw new InvalidDataException($"The route constraint {text} is not known.");

        private static readonly DefaultInlineConstraintResolver Resolver = new(
            Microsoft.Extensions.Options.Options.Create(new RouteOptions()),
            EmptyServices.Instance
        );
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}

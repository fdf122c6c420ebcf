using System.Net.Mime;
using System.Text;

namespace RealtimeMesh.Gateway.FrontPage;

/// <summary>The page at <c>/</c> where the web app is not part of the build: what there is to call.</summary>
internal static class FrontPageEndpoint
{
    // Nothing is loaded and nothing runs; the one style sheet is in the page.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string Html = Read();

    public static IEndpointConventionBuilder MapFrontPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            return TypedResults.Text(Html, MediaTypeNames.Text.Html, Encoding.UTF8);
        }).AllowAnonymous().ExcludeFromDescription();

    private static string Read()
    {
        var type = typeof(FrontPageEndpoint);
        using var page = type.Assembly.GetManifestResourceStream(type, "index.html")
            ?? throw new InvalidOperationException("The front page is not in the assembly.");
        using var reader = new StreamReader(page, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

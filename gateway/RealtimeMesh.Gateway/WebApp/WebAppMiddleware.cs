using System.Text.RegularExpressions;

namespace RealtimeMesh.Gateway.WebApp;

/// <summary>Serves the web app where no endpoint answers: its files, and its page for every address that a browser navigates to.</summary>
internal sealed partial class WebAppMiddleware(RequestDelegate next, WebAppFiles files, SignIn signIn)
{
    // What is not found there is an error in that API's form, whoever asks.
    private static readonly PathString[] Reserved = ["/api", "/rpc", "/health", "/admin", "/openapi", "/scalar", "/assets"];

    private readonly string _contentSecurityPolicy = ContentSecurityPolicy.Of(signIn);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null || Find(context.Request) is not { } file)
        {
            return next(context);
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _contentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        return file.SendAsync(context);
    }

    private WebAppFile? Find(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) ? null
        : files.At(request.Path.Value!) is { } file ? file
        : IsNavigation(request) ? files.Index
        : null;

    private static bool IsNavigation(HttpRequest request) =>
        AppAddress().IsMatch(request.Path.Value!)
        && !Reserved.Any(reserved => request.Path.StartsWithSegments(reserved))
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality != 0);

    // Without dots, as files have, and without empty segments and encoded slashes, as those have who try to get elsewhere.
    [GeneratedRegex(@"\A/(?:[\w~-]+/)*[\w~-]*\z")]
    private static partial Regex AppAddress();
}

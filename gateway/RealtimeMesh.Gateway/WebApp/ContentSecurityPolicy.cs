namespace RealtimeMesh.Gateway.WebApp;

internal static class ContentSecurityPolicy
{
    /// <summary>The web app loads from its own origin only, and talks to nobody but that and the authority it signs in with.</summary>
    public static string Of(SignIn signIn)
    {
        var authority = signIn.Authority is { } address ? $" {new Uri(address).GetLeftPart(UriPartial.Authority)}" : "";
        // A sign-in is renewed in a hidden frame, which the authority sends back to a page of the app.
        var (frames, framedBy) = signIn.Authority is null ? ("'none'", "'none'") : ($"'self'{authority}", "'self'");

        return string.Join("; ",
            "default-src 'none'",
            "script-src 'self'",
            // Positions of pop-ups and bars are style attributes.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' blob: data:",
            "media-src 'self' blob:",
            "font-src 'self'",
            $"connect-src 'self'{authority}",
            $"frame-src {frames}",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            $"frame-ancestors {framedBy}");
    }
}

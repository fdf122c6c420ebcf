using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RealtimeMesh.ServiceDefaults;

public static partial class ServiceProgram
{
    /// <summary>Composes a service and runs it. A wrong setting, path or address ends it with a sentence and exit code 1 instead of a stack trace.</summary>
    public static int Run(Func<WebApplication> compose)
    {
        try
        {
            var app = compose();
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            Run(app);
            return 0;
        }
        catch (Exception error) when (error is (InvalidOperationException and not ObjectDisposedException) or OptionsValidationException or IOException or SocketException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine(UnknownKey().Replace(Validation().Replace(error.Message, "$1"), "Unknown settings in section $1: "));
            return 1;
        }
    }

    private static void Run(WebApplication app)
    {
        using var _ = app;
        try
        {
            app.Start();
        }
        catch
        {
            // Whatever runs already is cancelled. Unless it is stopped, the host takes each for broken and says so at length.
            app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            throw;
        }

        app.WaitForShutdown();
    }

    [GeneratedRegex("DataAnnotation validation failed for '.*?' with the error: '(.*?)'\\.(?=; |$)")]
    private static partial Regex Validation();

    [GeneratedRegex(@"'ErrorOnUnknownConfiguration' was set .*? instance of [\w.]*\.(\w+)Options: ")]
    private static partial Regex UnknownKey();
}

using System.Net.Sockets;
using System.Text.RegularExpressions;
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
            app.Start();
            // Not when that fails: the host would take the services that it cancels for broken ones, and report each at length.
            using var running = app;
            app.WaitForShutdown();
            return 0;
        }
        catch (Exception error) when (error is (InvalidOperationException and not ObjectDisposedException) or OptionsValidationException or IOException or SocketException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine(UnknownKey().Replace(Validation().Replace(error.Message, "$1"), "Unknown settings in section $1: "));
            return 1;
        }
    }

    [GeneratedRegex("DataAnnotation validation failed for '.*?' with the error: '(.*?)'\\.(?=; |$)")]
    private static partial Regex Validation();

    [GeneratedRegex(@"'ErrorOnUnknownConfiguration' was set .*? instance of [\w.]*\.(\w+)Options: ")]
    private static partial Regex UnknownKey();
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RealtimeMesh.ServiceDefaults;

public static class ServiceProgram
{
    /// <summary>Composes a service and runs it. A wrong setting ends it before anything starts, with a sentence and exit code 1 instead of a stack trace.</summary>
    public static int Run(Func<WebApplication> compose)
    {
        WebApplication app;
        try
        {
            app = compose();
            app.Services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception error) when (error is InvalidOperationException or OptionsValidationException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }

        app.Run();
        return 0;
    }
}

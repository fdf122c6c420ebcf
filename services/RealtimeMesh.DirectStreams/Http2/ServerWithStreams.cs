using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>Kestrel, which tells what it runs to those who serve requests besides it.</summary>
internal sealed class ServerWithStreams(IServer kestrel, StreamRequests requests) : IServer
{
    public IFeatureCollection Features => kestrel.Features;

    public static void Replace(IServiceCollection services)
    {
        var kestrel = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(kestrel);
        services.AddSingleton<StreamRequests>();
        services.AddSingleton<IServer>(provider => new ServerWithStreams(
            (IServer)ActivatorUtilities.CreateInstance(provider, kestrel.ImplementationType!), provider.GetRequiredService<StreamRequests>()));
    }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        requests.Use(application);
        return kestrel.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => kestrel.StopAsync(cancellationToken);

    public void Dispose() => kestrel.Dispose();
}

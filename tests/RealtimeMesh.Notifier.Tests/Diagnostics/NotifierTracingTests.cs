using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;
using RealtimeMesh.Notifier.Bus.RabbitMq;
using RealtimeMesh.Notifier.Diagnostics;

namespace RealtimeMesh.Notifier.Tests.Diagnostics;

public sealed class NotifierTracingTests
{
    private const string Parent = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";

    [Theory]
    [InlineData("MT-Activity-Id")]
    [InlineData("traceparent")]
    public void Span_of_a_message_is_in_the_trace_of_its_producer(string header)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "RealtimeMesh.Notifier",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var delivery = Delivery((header, Parent));

        using var activity = NotifierTracing.Begin("notifier-x process", "notifier-x", delivery);

        Assert.Equal(Parent, activity!.ParentId);
        Assert.Equal(activity.Id, delivery.TraceParent);
        Assert.Equal("notifier-x", activity.GetTagItem("messaging.destination.name"));
    }

    [Fact]
    public void Where_nobody_looks_on_the_producers_trace_goes_on_to_the_event()
    {
        var delivery = Delivery(("MT-Activity-Id", Parent));

        Assert.Null(NotifierTracing.Begin("notifier-x process", "notifier-x", delivery));

        Assert.Equal(Parent, delivery.TraceParent);
    }

    [Fact]
    public void Header_that_is_no_trace_goes_nowhere()
    {
        var delivery = Delivery(("traceparent", "\"},{"));

        NotifierTracing.Begin("notifier-x process", "notifier-x", delivery);

        Assert.Null(delivery.TraceParent);
    }

    private static Delivery Delivery((string Name, string Value) header) => new(
        1, "", new BasicProperties { Headers = new Dictionary<string, object?> { [header.Name] = Encoding.UTF8.GetBytes(header.Value) } }, []);
}

using static MlNetCnn.TensorFlow.Tests.Native.Graphs;

namespace MlNetCnn.TensorFlow.Tests.Native;

public sealed class LifeCycleTests
{
    [Fact]
    public void A_thousand_sessions_leave_nothing_alive()
    {
        using var mock = new MockTensorFlow();
        var value = Floats(new float[1000]);
        var sessions = Enumerable.Range(0, 1000).Select(_ => OneLife()).ToList();
        mock.AssertNothingAlive();
        GC.Collect();
        Assert.Equal(0, sessions.Count(session => session.IsAlive));

        WeakReference OneLife()
        {
            using var session = mock.Open();
            session.Extend(Relu);
            session.Extend(Variable());
            session.Run([("value", value)], [], ["set"]);
            session.Run([("x", value)], ["y", "read"], []);
            return new(session);
        }
    }

    [Fact]
    public void Eight_threads_run_at_once()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();

        // Each run waits until all eight are in it: they pass only together.
        session.Extend(Of([.. Relu.Nodes, Gate("meet", "y", 8), Identity("out", "meet", DataType.Float)]));
        var results = new float[8];
        var threads = Enumerable.Range(0, 8).Select(i => new Thread(() => results[i] = session.Run([("x", Floats(i))], ["out"], [])[0].Floats.Span[0])).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i + 1f), results);
        Assert.Equal(8, mock.MostRuns);
    }

    [Fact]
    public async Task The_graph_is_extended_while_runs_go_on()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Of([.. Relu.Nodes, Gate("wait", "y", 3)]));
        var runs = Enumerable.Range(0, 2).Select(_ => Task.Run(() => session.Run([("x", Floats(1))], ["wait"], [])[0].Floats.Span[0])).ToArray();
        mock.AwaitArrivals(2);
        for (var i = 0; i < 20; i++)
        {
            session.Extend(Of(Const($"three{i}", TensorValue.Scalar(3f)), Float($"more{i}", "Relu", $"three{i}")));
            Assert.Equal(3f, session.Run([], [$"more{i}"], [])[0].Floats.Span[0]);
        }

        mock.Arrive();
        foreach (var result in await Task.WhenAll(runs)) Assert.Equal(2f, result);
    }

    [Fact]
    public async Task A_session_disposed_of_in_the_middle_of_a_run_is_closed_when_the_run_ends()
    {
        using var mock = new MockTensorFlow();
        var session = mock.Open();
        session.Extend(Of([.. Relu.Nodes, Gate("wait", "y", 2)]));
        var run = Task.Run(() => session.Run([("x", Floats(1))], ["wait"], [])[0].Floats.Span[0]);
        mock.AwaitArrivals(1);
        session.Dispose();
        session.Dispose();
        session.Close();
        Assert.Contains("1 sessions", mock.Alive, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => session.Run([("x", Floats(1))], ["y"], []));
        Assert.Throws<ObjectDisposedException>(() => session.Extend(Variable()));
        Assert.Throws<ObjectDisposedException>(() => session.Devices());
        mock.Arrive();
        Assert.Equal(2f, await run);
        mock.AssertNothingAlive();
    }

    [Fact]
    public void Threads_that_run_and_one_that_disposes_do_not_meet()
    {
        using var mock = new MockTensorFlow();
        for (var round = 0; round < 15; round++)
        {
            var session = mock.Open();
            session.Extend(Relu);
            var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                try
                {
                    while (true) Assert.Equal(3f, session.Run([("x", Floats(2))], ["y"], [])[0].Floats.Span[0]);
                }
                catch (ObjectDisposedException) { }
            })).ToList();
            threads.ForEach(t => t.Start());
            Thread.Sleep(1);
            session.Dispose();
            threads.ForEach(t => t.Join());
            mock.AssertNothingAlive();
        }
    }

    [Fact]
    public void A_session_that_is_forgotten_is_collected()
    {
        using var mock = new MockTensorFlow();
        Forget(mock);
        for (var i = 0; i < 10 && mock.Alive != ""; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        mock.AssertNothingAlive();

        static void Forget(MockTensorFlow mock)
        {
            var session = mock.Open();
            session.Extend(Relu);
            session.Run([("x", Floats(1))], ["y"], []);
        }
    }

    [Fact]
    public void Two_libraries_serve_side_by_side()
    {
        using var one = new MockTensorFlow();
        using var two = new MockTensorFlow("-DMOCK_VERSION=\"2.10.0\"");
        Assert.Equal(("2.16.1-mock", "2.10.0"), (one.Runtime.Version, two.Runtime.Version));
        using (var first = one.Open())
        {
            Assert.Equal("", two.Alive);
            using var second = two.Open();
            first.Extend(Relu);
            second.Extend(Variable());
            second.Run([("value", Floats(1, 2))], [], ["set"]);
            Assert.Equal([2f], first.Run([("x", Floats(1))], ["y"], [])[0].Floats.ToArray());
            Assert.Contains("1 values", two.Alive, StringComparison.Ordinal);
        }

        Assert.Same(one.Runtime, TensorFlowRuntime.Load(one.Options));
        Assert.NotSame(one.Runtime, two.Runtime);
    }
}

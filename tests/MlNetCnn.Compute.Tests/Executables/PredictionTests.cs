using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Compute.Tests.Executables;

public class PredictionTests
{
    private static Sequential Small(string prefix = "") => Net.Of(
        [21, 19, 3],
        new Conv2D(20, 3, strides: 2, padding: Padding.Same, useBias: false, name: prefix + "conv"), new BatchNormalization(name: prefix + "norm"), new ReLU(6, name: prefix + "act"),
        new DepthwiseConv2D(3, padding: Padding.Same, useBias: false, name: prefix + "depthwise"), new BatchNormalization(name: prefix + "norm2"), new ReLU(6, name: prefix + "act2"),
        new Conv2D(40, 1, activation: "relu", name: prefix + "point"), new MaxPooling2D(name: prefix + "pool"),
        new GlobalAveragePooling2D(name: prefix + "gap"), new Dense(10, activation: "softmax", name: prefix + "top"));

    [Fact]
    public void Results_do_not_depend_on_batch_position_or_threads()
    {
        var net = Small();
        var batch = Net.Batch(37, [21, 19, 3]);
        var all = Net.PredictEverywhere(net, batch);
        foreach (var i in new[] { 0, 1, 17, 36 })
            Assert.Equal(all.AsSpan(i * 10, 10).ToArray(), Net.Predict(net, new Tensor(1, [21, 19, 3], batch[i].ToArray())));
    }

    [Fact]
    public void Results_do_not_depend_on_micro_batches()
    {
        // 512 x 512 x 6 floats are 6.3 MB per element: two fit into a micro-batch of 16 MB, three are asked for.
        var net = Net.Of([512, 512, 1], new Conv2D(6, 1, activation: "relu"), new MaxPooling2D(64), new Flatten(), new Dense(3));
        using var executable = (ManagedExecutable)new ManagedEngine().Compile(net);
        var batch = Net.Batch(3, [512, 512, 1]);
        Assert.Equal([2, 3], executable.Plan.Stages.Select(s => s.MicroBatch(3)));
        var all = executable.Predict([batch])[0];
        Assert.Equal(all[2].ToArray(), executable.Predict([new Tensor(1, [512, 512, 1], batch[2].ToArray())])[0].Span.ToArray());
    }

    [Fact]
    public void Folding_changes_nothing_but_rounding()
    {
        var net = Small();
        using var folded = (ManagedExecutable)new ManagedEngine().Compile(net);
        Assert.Equal(7, folded.Plan.Steps.Count); // conv, depthwise, point, pool, gap, top, softmax
        // Asking for every output keeps every step.
        string[] names = [.. net.Layers.Select(l => l.Name)];
        using var whole = (ManagedExecutable)new ManagedEngine().Compile(net, new() { Outputs = names });
        Assert.Equal(11, whole.Plan.Steps.Count);
        var batch = Net.Batch(4, [21, 19, 3]);
        Closeness.AssertClose(whole.Predict([batch])[^1].Span, folded.Predict([batch])[0].Span, 1e-6, 1e-5);
    }

    [Fact]
    public void Named_outputs_are_those_of_the_layers_and_the_rest_is_left_out()
    {
        var net = Small();
        using var executable = (ManagedExecutable)new ManagedEngine().Compile(net, new() { Outputs = ["pool", "norm"] });
        Assert.Equal(3, executable.Plan.Steps.Count(s => s.Operation.Site.Path is "conv" or "pool" or "point"));
        Assert.DoesNotContain(executable.Plan.Steps, s => s.Operation.Site.Path is "top" or "gap");
        Assert.Equal([[5, 5, 40], [11, 10, 20]], executable.OutputShapes);
        var batch = Net.Batch(2, [21, 19, 3]);
        var pieces = executable.Predict([batch]);
        // The rest of the net on top of "pool" gives what the whole gives.
        var top = new Sequential([5, 5, 40]) { new GlobalAveragePooling2D(), new Dense(10, activation: "softmax") };
        top.Weights[0].SetValues(net.Weights[^2].Values);
        top.Weights[1].SetValues(net.Weights[^1].Values);
        Closeness.AssertClose(Net.Predict(net, batch), Net.Predict(top, pieces[0]), 1e-6, 1e-5);
    }

    [Fact]
    public void Nested_models_are_laid_open()
    {
        var inner = Small("inner_");
        var net = new Sequential(name: "outer") { inner, new Dense(2, name: "head") };
        net.Weights[^2].SetValues(Net.Random(20, "head"));
        var batch = Net.Batch(3, [21, 19, 3]);
        using var executable = new ManagedEngine().Compile(net, new() { Outputs = ["head", inner.Name, inner.Name + "/inner_top"] });
        var results = executable.Predict([batch]);
        var own = Net.Predict(inner, batch);
        Assert.Equal(own, results[1].Span.ToArray());
        Assert.Equal(own, results[2].Span.ToArray());
    }

    [Fact]
    public void A_shared_layer_runs_at_each_call()
    {
        KerasTensor a = KerasTensor.Input([5]), b = KerasTensor.Input([5]);
        var shared = new Dense(4, activation: "tanh");
        var model = new Model([a, b], [new Add().Call(shared.Call(a), shared.Call(b))]).Randomize();
        Tensor x = Net.Batch(2, [5], "x"), y = Net.Batch(2, [5], "y");
        using var executable = new ManagedEngine().Compile(model);
        Tensor Twice(Tensor t) => executable.Predict([t, t])[0];
        var sum = executable.Predict([x, y])[0];
        for (var i = 0; i < 8; i++) Assert.Equal((Twice(x).Span[i] + Twice(y).Span[i]) / 2, sum.Span[i], 1e-6);
    }

    [Fact]
    public void An_input_can_be_an_output()
    {
        var net = Net.Of([4], new Flatten(name: "flat"), new Dense(2));
        using var executable = new ManagedEngine().Compile(net, new() { Outputs = ["flat", "input_layer"] });
        var x = Net.Batch(2, [4]);
        foreach (var result in executable.Predict([x])) Assert.Equal(x.Span.ToArray(), result.Span.ToArray());
    }

    [Fact]
    public void Open_shapes_are_given_at_compile_time()
    {
        var net = new Sequential([Shape.Unknown, Shape.Unknown, 3]) { new Conv2D(4, 3), new GlobalMaxPooling2D() };
        Assert.Contains("InputShapes", Assert.Throws<ArgumentException>(() => new ManagedEngine().Compile(net)).Message);
        using var executable = new ManagedEngine().Compile(net, new() { InputShapes = [[9, 8, 3]] });
        Assert.Equal(8, executable.Predict([Net.Batch(2, [9, 8, 3])])[0].Span.Length);
    }

    [Fact]
    public void Mistakes_are_explained()
    {
        var net = Small();
        using var executable = new ManagedEngine().Compile(net);
        Assert.Contains("(None, 21, 19, 3)", Assert.Throws<ArgumentException>(() => executable.Predict([Net.Batch(1, [19, 21, 3])])).Message);
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => executable.Predict([new Tensor(0, [21, 19, 3])])).Message);
        Assert.Contains("1 inputs, not 2", Assert.Throws<ArgumentException>(() => executable.Predict([Net.Batch(1, [21, 19, 3]), Net.Batch(1, [21, 19, 3])])).Message);
        Assert.Contains("norm2", Assert.Throws<ArgumentException>(() => new ManagedEngine().Compile(net, new() { Outputs = ["norm3"] })).Message);
        Assert.Contains("CompileOptions.Training", Assert.Throws<InvalidOperationException>(() => executable.TrainStep([Net.Batch(1, [21, 19, 3])], new Tensor(1, [10]))).Message);
        Assert.Throws<InvalidOperationException>(() => executable.LearningRate);
        Assert.Contains("not built", Assert.Throws<ArgumentException>(() => new ManagedEngine().Compile(new Sequential())).Message);
    }

    [Fact]
    public void A_disposed_executable_refuses_calls()
    {
        var executable = new ManagedEngine().Compile(Small());
        executable.Dispose();
        executable.Dispose();
        Assert.Throws<ObjectDisposedException>(() => executable.Predict([Net.Batch(1, [21, 19, 3])]));
        Assert.Throws<ObjectDisposedException>(executable.ReadWeights);
    }

    [Fact]
    public void A_cancelled_prediction_stops()
    {
        using var executable = new ManagedEngine().Compile(Small());
        Assert.ThrowsAny<OperationCanceledException>(() => executable.Predict([Net.Batch(1, [21, 19, 3])], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Weights_are_the_executables_own_until_written()
    {
        var net = Small();
        using var executable = new ManagedEngine().Compile(net);
        var batch = Net.Batch(2, [21, 19, 3]);
        var before = executable.Predict([batch])[0].Span.ToArray();
        var bias = net.Weights[^1];
        bias.SetValues(Net.Random(10, "other"));
        Assert.Equal(before, executable.Predict([batch])[0].Span.ToArray());
        executable.WriteWeights();
        var after = executable.Predict([batch])[0].Span.ToArray();
        Assert.NotEqual(before, after);
        Assert.Equal(Net.Predict(net, batch), after);
    }

    [Fact]
    public void Concurrent_predictions_equal_serial_ones()
    {
        using var executable = new ManagedEngine().Compile(Small());
        var batches = Enumerable.Range(0, 8).Select(i => Net.Batch(1 + i % 3, [21, 19, 3], $"thread/{i}")).ToArray();
        var expected = batches.Select(b => executable.Predict([b])[0].Span.ToArray()).ToArray();
        var failures = new int[8];
        var threads = Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            for (var k = 0; k < 50; k++)
                if (!executable.Predict([batches[i]])[0].Span.SequenceEqual(expected[i])) failures[i]++;
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.All(failures, f => Assert.Equal(0, f));
    }

    [Fact]
    public void Disposing_while_predictions_run_lets_them_finish()
    {
        for (var round = 0; round < 10; round++)
        {
            var executable = new ManagedEngine().Compile(Small());
            var batch = Net.Batch(2, [21, 19, 3]);
            var expected = executable.Predict([batch])[0].Span.ToArray();
            var started = new CountdownEvent(3);
            var wrong = 0;
            var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                try
                {
                    started.Signal();
                    while (true)
                        if (!executable.Predict([batch])[0].Span.SequenceEqual(expected)) Interlocked.Increment(ref wrong);
                }
                catch (ObjectDisposedException)
                {
                    // The end that is expected of each thread.
                }
            })).ToArray();
            foreach (var thread in threads) thread.Start();
            started.Wait();
            executable.Dispose();
            foreach (var thread in threads) thread.Join();
            Assert.Equal(0, wrong);
        }
    }

    [Fact]
    public void Compile_predict_dispose_leaves_no_memory_behind()
    {
        // About 1.5 MB of weights, packed weights and activations: 200 leaks of it would be 300 MB.
        var net = Net.Of([32, 32, 3], new Conv2D(16, 3), new Flatten(), new Dense(12));
        var batch = Net.Batch(1, [32, 32, 3]);
        void Cycle()
        {
            using var executable = new ManagedEngine().Compile(net);
            executable.Predict([batch]);
        }

        for (var i = 0; i < 5; i++) Cycle();
        var before = Environment.WorkingSet;
        for (var i = 0; i < 200; i++) Cycle();
        Assert.True(Environment.WorkingSet - before < 100 << 20, $"The process grew by {(Environment.WorkingSet - before) >> 20} MB.");
    }

    [Fact]
    public void A_padding_behind_the_picture_alone_is_zeros_for_a_window_of_one_pixel_too()
    {
        var net = Net.Of([4, 5, 4], new ZeroPadding2D(new Edges2D(0, 2, 0, 1)), new Conv2D(3, 1, name: "conv"));
        using var executable = new ManagedEngine().Compile(net);
        var y = executable.Predict([Net.Batch(2, [4, 5, 4])])[0];
        var bias = net.Weights[^1].Values.ToArray();
        Assert.Equal(bias, y[1][^3..].ToArray());
        Assert.Equal(bias, y[0][^3..].ToArray());
    }
}

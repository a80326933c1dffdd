using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Contract;

/// <summary>Prediction: what is computed, by whom, and until when.</summary>
public abstract partial class ExecutableContract
{
    [Fact]
    public void It_says_what_it_is()
    {
        var net = ContractData.Small();
        using var executable = Engine.Compile(net, new() { Outputs = ["pool", "top"], Training = Training() });
        Assert.Same(net, executable.Model);
        Assert.NotEqual("", executable.Arithmetic);
        Assert.Equal(Engine.Arithmetic, executable.Arithmetic);
        Assert.IsType<Sgd>(executable.Training!.Optimizer);
        Assert.Equal([[9, 8, 3]], executable.InputShapes);
        Assert.Equal([[3, 3, 6], [5]], executable.OutputShapes);
    }

    [Fact]
    public void Elements_do_not_depend_on_their_batch()
    {
        using var executable = Engine.Compile(ContractData.Small());
        var x = X();
        var all = executable.Predict([x])[0];
        for (var i = 0; i < Count; i++) Near(all[i], executable.Predict([new Tensor(1, [9, 8, 3], x[i].ToArray())])[0].Span);
    }

    [Fact]
    public void Layers_outputs_can_be_asked_for_and_given()
    {
        var net = ContractData.Small();
        using var whole = Engine.Compile(net);
        using var parts = Engine.Compile(net, new() { Outputs = ["pool", net.Inputs[0].Layer.Name, "top", "pool"] });
        using var head = Engine.Compile(net, new() { Inputs = ["pool"] });
        var x = X();
        var expected = whole.Predict([x])[0].Span.ToArray();
        var found = parts.Predict([x]);
        Assert.Equal(x.Span.ToArray(), found[1].Span.ToArray());
        Near(expected, found[2].Span);
        Near(found[0].Span, found[3].Span);
        Near(expected, head.Predict([found[0]])[0].Span);
        Assert.Equal([[3, 3, 6]], head.InputShapes);
    }

    [Fact]
    public void Logits_are_what_softmax_takes()
    {
        var net = ContractData.Small();
        using var whole = Engine.Compile(net);
        using var logits = Engine.Compile(net, new() { Logits = true });
        var (expected, found) = (whole.Predict([X()])[0], logits.Predict([X()])[0]);
        for (var i = 0; i < Count; i++)
        {
            double[] powers = [.. found[i].ToArray().Select(v => Math.Exp(v))];
            Near(expected[i], [.. powers.Select(p => (float)(p / powers.Sum()))]);
        }
    }

    [Fact]
    public void Open_shapes_are_given_at_compile_time()
    {
        var net = new Sequential([Shape.Unknown, Shape.Unknown, 3]) { new Conv2D(4, 3), new GlobalMaxPooling2D() }.Filled();
        Refuses<ArgumentException>(() => Engine.Compile(net), "InputShapes");
        using var executable = Engine.Compile(net, new() { InputShapes = [[9, 8, 3]] });
        Assert.Equal(4 * Count, executable.Predict([X()])[0].Span.Length);
        Refuses<ArgumentException>(() => executable.Predict([new Tensor(1, [10, 8, 3])]), "compiled for (None, 9, 8, 3)");
    }

    [Fact]
    public void Weights_are_the_executables_own_until_written()
    {
        var net = ContractData.Small();
        using var executable = Engine.Compile(net);
        var before = executable.Predict([X()])[0].Span.ToArray();
        net.Weights[^1].SetValues([3, -3, 1, 0, 2]);
        Near(before, executable.Predict([X()])[0].Span);
        executable.WriteWeights();
        var after = executable.Predict([X()])[0].Span.ToArray();
        Assert.Contains(before.Zip(after), p => Math.Abs(p.First - p.Second) > 0.1);
        using var anew = Engine.Compile(net);
        Near(anew.Predict([X()])[0].Span, after);
        // And by nobody else: reading gives back what is there.
        var version = net.Weights[^1].Version;
        executable.ReadWeights();
        Assert.Equal(version, net.Weights[^1].Version);
    }

    [Fact]
    public void Disposed_of_it_refuses_calls()
    {
        var executable = Engine.Compile(ContractData.Small(), new() { Training = Training() });
        executable.Dispose();
        executable.Dispose();
        Tensor x = X(), labels = ContractData.Labels(Count);
        Action[] all =
        [
            () => executable.Predict([x]), () => executable.TrainStep([x], labels), () => executable.TestStep([x], labels), () => executable.Gradient([x], new Tensor(Count, [5]), ["conv"]),
            executable.ReadWeights, executable.WriteWeights, executable.FinishTraining, () => executable.ReadOptimizer(),
        ];
        foreach (var action in all) Assert.Throws<ObjectDisposedException>(action);
    }

    [Fact]
    public void A_cancelled_prediction_stops()
    {
        using var executable = Engine.Compile(ContractData.Small());
        Assert.ThrowsAny<OperationCanceledException>(() => executable.Predict([X()], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Predictions_run_side_by_side_and_to_their_end_when_it_is_disposed_of()
    {
        var executable = Engine.Compile(ContractData.Small(), new() { Training = Training() });
        var batches = Enumerable.Range(0, 4).Select(i => ContractData.Batch(1 + i % 2, [9, 8, 3], $"thread/{i}")).ToArray();
        using var alone = Engine.Compile(executable.Model);
        var expected = batches.Select(b => alone.Predict([b])[0].Span.ToArray()).ToArray();
        using var warm = new CountdownEvent(4);
        var (wrong, ended) = (0, 0);
        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            try
            {
                for (var k = 0; ; k++)
                {
                    var found = executable.Predict([batches[i]])[0].Span;
                    for (var j = 0; j < found.Length; j++)
                        if (Math.Abs(found[j] - expected[i][j]) > 1e-5) Interlocked.Increment(ref wrong);
                    if (k == 4) warm.Signal();
                }
            }
            catch (ObjectDisposedException)
            {
                Interlocked.Increment(ref ended);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        Assert.True(warm.Wait(TimeSpan.FromSeconds(60)));
        executable.Dispose();
        foreach (var thread in threads) Assert.True(thread.Join(TimeSpan.FromSeconds(60)));
        Assert.Equal((0, 4), (wrong, ended));
    }
}

using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Interpreter;

namespace MlNetCnn.TensorFlow.Tests.Training;

/// <summary>A training graph needs nothing but a session: its own nodes give the variables their values and train them.</summary>
public sealed class SessionTrainingTests
{
    [Fact]
    public void Ten_steps_by_the_graphs_own_nodes_are_the_managed_engines()
    {
        var options = TrainedNet.Options(new Adam(0.01));
        var net = TrainedNet.Make(dropout: 0);
        using var executable = new ManagedEngine().Compile(net, new CompileOptions { Training = options });

        // By way of a file, as for any other TensorFlow.
        var exported = TrainedNet.Make(dropout: 0).ToTensorFlowTrainingGraph(options);
        using var file = new MemoryStream();
        exported.Graph.Save(file);
        file.Position = 0;
        using var session = new TensorFlowSession(new InterpretedSession());
        Assert.Null(session.Runtime);
        Assert.Empty(session.Devices());
        session.Add(GraphDef.Load(file, "train.pb"));

        session.Run([], [], [exported.Initialize!]);
        for (var step = 0; step < 10; step++)
        {
            var (x, y, weights) = TrainedNet.Data(step);
            var expected = executable.TrainStep([x], y, weights);
            var actual = session.Run(
                [
                    (exported.Inputs[0], TensorValue.Of(x.Values, [x.Batch, .. x.Shape])), (exported.Targets, TensorValue.Of(y.Values, [y.Batch, .. y.Shape])),
                    (exported.SampleWeights, TensorValue.Of(weights, weights.Length)),
                ],
                [exported.Loss], [exported.Train]);
            Assert.Equal(expected.Loss, actual[0].Floats.Span[0], 1e-5);
        }

        executable.ReadWeights();
        foreach (var weight in net.Weights)
        {
            var variable = exported.Variables.Single(v => v.Weight == weight.Path && v.Slot is null);
            Assert.InRange(Numbers.Difference(weight.Values, session.Run([], [variable.Read])[0].Floats.Span), 0, 2e-5);
        }
    }
}

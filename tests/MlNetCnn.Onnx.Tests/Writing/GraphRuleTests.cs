using MlNetCnn.Conformance.Cases;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Tests.Writing;

/// <summary>What holds of every file.</summary>
public sealed class GraphRuleTests
{
    [Fact]
    public void Every_layer_and_every_activation_can_be_written()
    {
        var layers = typeof(Layer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Layer)) && !t.IsAbstract && t.IsPublic && !t.IsAssignableTo(typeof(Model)) && t != typeof(InputLayer));
        Assert.Empty(layers.Except(LayerNodes.Known));
        Assert.Empty(Activations.All.Select(f => f.Name).Except(FunctionNodes.Known));
    }

    [Theory]
    [InlineData(false, OnnxInputLayout.AsModel)]
    [InlineData(true, OnnxInputLayout.ChannelsFirst)]
    public void Nodes_come_after_what_they_take_and_names_are_unique(bool fold, OnnxInputLayout layout)
    {
        foreach (var c in AllCases.List.Where(c => c.Kind is CaseKind.Layer or CaseKind.Activation or CaseKind.Graph))
        {
            var graph = Written.Graph(c.Build(), new OnnxOptions { FoldBatchNormalization = fold, InputLayout = layout });
            var known = new HashSet<string>();
            foreach (var name in graph.Inputs.Select(i => i.Name).Concat(graph.Initializers.Select(t => t.Name))) Assert.True(known.Add(name), $"{c}: {name} stands twice.");
            foreach (var node in graph.Nodes)
            {
                foreach (var input in node.Inputs.Where(i => i != "")) Assert.True(known.Contains(input), $"{c}: {node.Name} takes {input}, which nobody has made.");
                foreach (var output in node.Outputs) Assert.True(known.Add(output), $"{c}: {output} stands twice.");
            }

            Assert.All(graph.Outputs, o => Assert.Contains(o.Name, known));
            Assert.Equal(graph.Nodes.Count, graph.Nodes.Select(n => n.Name).Distinct().Count());
            var used = graph.Nodes.SelectMany(n => n.Inputs).ToHashSet();
            Assert.All(graph.Initializers, t => Assert.Contains(t.Name, used));
        }
    }

    [Fact]
    public void Files_are_the_same_byte_for_byte()
    {
        var c = AllCases.List.Single(c => c.Name == "several_inputs_and_outputs");
        byte[] Bytes()
        {
            using var stream = new MemoryStream();
            c.Model().WriteOnnx(stream);
            return stream.ToArray();
        }

        Assert.Equal(Bytes(), Bytes());
    }
}

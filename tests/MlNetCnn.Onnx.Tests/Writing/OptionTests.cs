using System.Text.Json;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Tests.Writing;

/// <summary>What options change, and what is refused.</summary>
public sealed class OptionTests
{
    private static Model Small(string? name = "net") => new Sequential([new InputLayer([8, 8, 3], "image"), new Conv2D(4, 3), new GlobalAveragePooling2D(), new Dense(3, "softmax", name: "predictions")], name);

    [Fact]
    public void An_input_that_is_an_output_too_keeps_its_name()
    {
        var input = KerasTensor.Input([3], "row");
        var graph = Written.Graph(new Model([input], [new Dense(2, name: "sums").Call(input)], "net"), new OnnxOptions { Outputs = ["row", "sums"] });
        Assert.Equal("row", Assert.Single(graph.Inputs).Name);
        Assert.Equal(["row_1", "sums"], graph.Outputs.Select(o => o.Name));
    }

    [Fact]
    public void The_file_says_who_wrote_it_and_what_pixels_it_takes()
    {
        var file = OnnxModels.Make(Applications.MobileNet(inputShape: [32, 32, 3], classes: 3), new OnnxOptions { ClassNames = ["cat", "\"dog\"", "고양이"], Rescale = 0.5f });
        Assert.Equal((8, "MlNetCnn"), (file.IrVersion, file.ProducerName));
        Assert.Equal([new OperatorSetId("", 17)], file.Opsets);
        var metadata = file.Metadata.ToDictionary(e => e.Key, e => e.Value);
        Assert.Equal(["cat", "\"dog\"", "고양이"], JsonSerializer.Deserialize<string[]>(metadata[OnnxMetadata.ClassNames])!);
        Assert.Equal(("tf", "0.5", "false", "channels_last"), (metadata[OnnxMetadata.Preprocessing], metadata[OnnxMetadata.Rescale], metadata[OnnxMetadata.PreprocessingIncluded], metadata[OnnxMetadata.InputLayout]));
        Assert.Empty(OnnxModels.Make(AllCases.List.Single(c => c.Name == "dense").Build(), null).Metadata);
    }

    [Theory]
    [InlineData(Preprocessing.Tf, OnnxInputLayout.AsModel, new[] { "Mul", "Sub" })]
    [InlineData(Preprocessing.Caffe, OnnxInputLayout.AsModel, new[] { "Gather", "Sub" })]
    [InlineData(Preprocessing.Torch, OnnxInputLayout.ChannelsFirst, new[] { "Mul", "Sub" })]
    public void Preprocessing_can_be_part_of_the_graph(Preprocessing mode, OnnxInputLayout layout, string[] ops)
    {
        var graph = Written.Graph(Small(), new OnnxOptions { Preprocessing = mode, IncludePreprocessing = true, InputLayout = layout });
        Assert.Equal(ops, graph.Nodes.TakeWhile(n => n.OpType is not ("Transpose" or "Conv")).Select(n => n.OpType));
        if (mode == Preprocessing.Caffe) Assert.Equal(3, graph.Only("Gather").Integer("axis"));
        Assert.Equal("image", graph.Nodes[0].Inputs[0]);
    }

    [Fact]
    public void Outputs_can_be_other_layers_and_logits()
    {
        var graph = Written.Graph(Small(), new OnnxOptions { Outputs = ["conv2d"] });
        Assert.Equal(["Transpose", "Conv", "Transpose"], graph.Nodes.Select(n => n.OpType));
        Assert.Equal(("conv2d", "conv2d"), (graph.Outputs[0].Name, graph.Nodes[^1].Outputs[0]));
        var logits = Written.Graph(Small(), new OnnxOptions { Logits = true });
        Assert.Equal(("predictions_logits", 0), (logits.Outputs[0].Name, logits.Count("Softmax")));
    }

    [Fact]
    public void Names_of_classes_stand_where_ApplyOnnxModel_looks_for_them()
    {
        var file = OnnxModels.Make(Small(), new OnnxOptions { ClassNames = ["a", "b", "c"], SlotNames = true });
        var node = file.Graph.Nodes[^1];
        Assert.Equal(("mlnet.predictions.SlotNames", "ai.onnx.ml"), (node.Name, node.Domain));
        Assert.Equal(["a", "b", "c"], Assert.IsType<AttributeProto.Texts>(node.Attributes[0]).Values);
        Assert.Equal([new OperatorSetId("", 17), new OperatorSetId("ai.onnx.ml", 3)], file.Opsets);
    }

    [Fact]
    public void Since_opset_18_reductions_take_their_axes_as_an_input()
    {
        var model = AllCases.List.Single(c => c.Name == "global_average_pooling").Build();
        Assert.Single(Written.Graph(model).Only("ReduceMean").Inputs);
        Assert.Equal(2, Written.Graph(model, new OnnxOptions { Opset = 18 }).Only("ReduceMean").Inputs.Count);
        Assert.Equal(10, OnnxModels.Make(model, new OnnxOptions { Opset = 22 }).IrVersion);
    }

    [Fact]
    public void All_wrong_options_are_said_at_once()
    {
        var e = Assert.Throws<ArgumentException>(() => Small().WriteOnnx(Stream.Null, new OnnxOptions { Opset = 16, Outputs = [], Rescale = 0, ClassNames = [], SlotNames = true, InputShapes = [] }));
        foreach (var part in new[] { "Opset is 16", "Outputs is empty", "Rescale is 0", "ClassNames is empty", "InputShapes has 0" }) Assert.Contains(part, e.Message, StringComparison.Ordinal);
        Assert.Contains("Nearest: conv2d", Assert.Throws<ArgumentException>(() => Small().WriteOnnx(Stream.Null, new OnnxOptions { Outputs = ["conv2"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_any_size_needs_its_size_said()
    {
        var model = Applications.MobileNet(includeTop: false, alpha: 0.25);
        Assert.Contains("InputShapes", Assert.Throws<ArgumentException>(() => model.WriteOnnx(Stream.Null)).Message, StringComparison.Ordinal);
        Assert.Equal([0, 64, 48, 3], Written.Graph(model, new OnnxOptions { InputShapes = [[64, 48, 3]] }).Inputs[0].Sizes());
    }

    [Fact]
    public void Preprocessing_is_for_one_input_of_pictures()
    {
        foreach (var name in new[] { "several_inputs_and_outputs", "dense" })
        {
            var model = AllCases.List.Single(c => c.Name == name).Build();
            Assert.Throws<NotSupportedException>(() => model.WriteOnnx(Stream.Null, new OnnxOptions { IncludePreprocessing = true }));
        }
    }
}

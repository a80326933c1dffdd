using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Reports.Tests;

public sealed class ModelPlotTests
{
    [Fact]
    public void Every_layer_of_VGG16_has_a_box_with_its_shape()
    {
        var diagram = Applications.Vgg16(includeTop: false, inputShape: [150, 150, 3]).Plot();
        Assert.Equal((19, 18, 0), (diagram.Nodes.Count, diagram.Edges.Count, diagram.Groups.Count));
        Assert.Equal(("vgg16", "Functional, 19 layers, 14,714,688 parameters"), (diagram.Title, diagram.Subtitle));
        var first = diagram.Nodes.Single(n => n.Label == "block1_conv1");
        Assert.Equal(["Conv2D 3x3", "(None, 150, 150, 64)"], first.Lines);
        Assert.Equal((DiagramKind.Convolution, null), (first.Kind, first.Trainable));
        Assert.Equal(["MaxPooling2D 2x2", "(None, 4, 4, 512)"], diagram.Nodes[^1].Lines);
    }

    [Fact]
    public void Boxes_tell_what_is_asked_for()
    {
        var model = new Sequential([8, 8, 3]) { new Conv2D(4, new Size2D(3, 1), strides: 2, activation: "relu", name: "c"), new Dropout(0.25), new Flatten(), new Dense(2) };
        model.Layers[0].Trainable = false;
        var all = model.Plot(new() { ShowDtype = true, ShowLayerActivations = true, ShowTrainable = true, ShowParams = true });
        var conv = all.Nodes.Single(n => n.Label == "c");
        Assert.Equal(["Conv2D 3x1 / 2, relu", "(None, 3, 4, 4)", "float32, 40 parameters"], conv.Lines);
        Assert.Equal([null, false, null, null, true], all.Nodes.Select(n => n.Trainable));
        Assert.Equal(["Dropout 0.25", "(None, 3, 4, 4)", "float32"], all.Nodes.Single(n => n.Label == "dropout").Lines);
        var few = model.Plot(new() { ShowShapes = false, ShowLayerNames = false });
        Assert.Equal(["InputLayer", "Conv2D 3x1 / 2", "Dropout 0.25", "Flatten", "Dense"], few.Nodes.Select(n => n.Label));
        Assert.All(few.Nodes, n => Assert.Empty(n.Lines));
    }

    [Fact]
    public void Nested_models_are_boxes_or_frames_and_a_shared_one_is_there_once()
    {
        KerasTensor left = KerasTensor.Input([8], "left"), right = KerasTensor.Input([8], "right");
        var tower = new Sequential([8], "tower") { new Dense(4, name: "hidden") };
        var model = new Model([left, right], [new Subtract("difference").Call(tower.Call(left), tower.Call(right))], "siamese");

        var closed = model.Plot();
        Assert.Equal(["left", "right", "tower", "difference"], closed.Nodes.Select(n => n.Id));
        Assert.Equal(["Sequential", "(None, 4)", "called 2 times"], closed.Nodes[2].Lines);
        Assert.Equal([new("left", "tower"), new("right", "tower"), new("tower", "difference")], closed.Edges);
        var open = model.Plot(new() { ExpandNested = true });
        Assert.Equal(["left", "right", "tower/hidden", "difference"], open.Nodes.Select(n => n.Id));
        Assert.Equal([new DiagramGroup("tower", "tower, called 2 times")], open.Groups);
        Assert.Equal(closed.Edges, open.Edges);
        Assert.NotEmpty(open.ToPng());
    }

    [Fact]
    public void A_layer_that_is_called_on_its_own_output_is_drawn()
    {
        var x = KerasTensor.Input([4], "x");
        var layer = new Dense(4, name: "again");
        Assert.NotEmpty(new Model(x, layer.Call(layer.Call(x))).Plot().ToSvg());
    }

    [Fact]
    public void A_model_of_hundreds_of_layers_is_drawn_in_a_moment()
    {
        var diagram = Applications.All.Single(a => a.Name == "inception_v3").Create().Plot();
        Assert.Equal(313, diagram.Nodes.Count);
        var svg = diagram.ToSvg();
        Assert.All(diagram.Nodes, n => Assert.Contains($">{n.Label}</text>", svg, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_are_svg_or_png()
    {
        using var folder = new TempFolder();
        var model = new Sequential([4]) { new Dense(1) };
        model.SavePlot(folder.File("m.svg"));
        model.SavePlot(folder.File("m.png"), new() { PngScale = 1 });
        Assert.StartsWith("<svg", File.ReadAllText(folder.File("m.svg")), StringComparison.Ordinal);
        Assert.Equal(model.Plot(new() { PngScale = 1 }).ToPng(), File.ReadAllBytes(folder.File("m.png")));
        Assert.Contains("'m.gif' has another ending", Assert.Throws<ArgumentException>(() => model.SavePlot("m.gif")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new Sequential { new Dense(1) }.Plot());
    }
}

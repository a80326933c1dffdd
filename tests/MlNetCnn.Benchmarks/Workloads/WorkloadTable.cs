using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>All workloads. A new one is a line here.</summary>
internal static class WorkloadTable
{
    /// <summary>In the order of tables.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        .. from size in (int[])[150, 224]
           from batch in (int[])[1, 8, 20]
           select Forward($"vgg16_{size}_b{batch}", "VGG16 without top, forward", batch, () => Applications.Vgg16(includeTop: false, inputShape: [size, size, 3]), batch == 1 ? new(2.0, 2.8) : new(2.5, 3.2)),
        .. from batch in (int[])[1, 16]
           select Forward($"mobilenet075_224_b{batch}", "MobileNet 0.75 without top, forward", batch, Networks.MobileNet075, batch == 16 ? new(1.0, 1.5) : null),
        .. from batch in (int[])[1, 16]
           select Forward($"resnet50_224_b{batch}", "ResNet50 without top, forward", batch, ResNet50.Build, batch == 16 ? new(1.0, 1.5) : null),
        Forward("bookconvnet_150_b20", "the book's small convnet, forward", 20, () => Networks.BookConvnet(), new(2.0, 3)),
        Step("bookconvnet_150_b20_step", "the book's small convnet with dropout, RMSprop step", 20, () => Networks.BookConvnet(dropout: 0.5), new RmsProp(1e-4), new BinaryCrossentropy(), new(2.0, 3)),
        Step("fashion_b32_step", "Fashion CNN with dropout, Adam step", 32, Networks.FashionCnn, new Adam(), new SparseCategoricalCrossentropy(), new(1.5, 2.5)),
        Step("finetune_vgg16_block5_150_b20_step", "VGG16's block5 and a new head, RMSprop step", 20, Networks.FineTuning, new RmsProp(1e-5), new BinaryCrossentropy(), new(2.3, 3)),
        Step("head_8192_256_1_b20_step", "dense head on features with dropout, RMSprop step", 20, Networks.Head, new RmsProp(2e-5), new BinaryCrossentropy(), new(3, 5)),
        GradCam("gradcam_mobilenet075_224_b16", "MobileNet 0.75 with top, Grad-CAM at conv_pw_13_relu", Networks.MobileNet075WithTop, "conv_pw_13_relu", 2.5),
        GradCam("gradcam_vgg16_224_b16", "VGG16 with top, Grad-CAM at block5_conv3", () => Applications.Vgg16(), "block5_conv3", 2.5),
        GradCam("saliency_mobilenet075_224_b16", "MobileNet 0.75 with top, gradient by the input", Networks.MobileNet075WithTop, null, null),
        GradCam("saliency_vgg16_224_b16", "VGG16 with top, gradient by the input", () => Applications.Vgg16(), null, null),
        .. from layer in (string[])["block3_conv1", "block3_conv4"]
           select new FilterPatternWorkload
           {
               Name = $"filterpatterns_vgg19_{layer}_64_b64", Description = $"VGG19 to {layer}, a step of ascent for 64 filters at 64 x 64", Images = 64, Batch = 16, Layer = layer,
               Build = () => Applications.Vgg19(includeTop: false, inputShape: [64, 64, 3]),
           },
        new JpegWorkload { Name = "jpeg_decode", Description = "20 photos decoded", Images = 20 },
        new JpegWorkload { Name = "jpeg_decode_resize_224", Description = "20 photos decoded and resized", Images = 20, Size = 224 },
    ];

    /// <summary>Those whose name matches.</summary>
    /// <param name="filter">Names with <c>*</c> for anything, separated by commas; a part without <c>*</c> is a whole name, or else may stand anywhere in one. Null or empty for all.</param>
    public static IReadOnlyList<Workload> Matching(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter)) return All;
        var parts = filter.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. All.Where(w => parts.Any(p => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(Pattern(p), w.Name)))];

        static string Pattern(string part) => part.Contains('*') || All.Any(w => w.Name == part) ? part : $"*{part}*";
    }

    /// <summary>The one of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Workload Named(string name) => All.FirstOrDefault(w => w.Name == name)
        ?? throw new ArgumentException($"There is no workload '{name}'. Workloads: {string.Join(", ", All.Select(w => w.Name))}.", nameof(name));

    private static ModelWorkload Forward(string name, string description, int batch, Func<Model> build, Bar? bar) =>
        new() { Name = name, Description = description, Images = batch, Build = build, Bar = bar };

    private static GradCamWorkload GradCam(string name, string description, Func<Model> build, string? layer, double? atMost) =>
        new() { Name = name, Description = description, Images = 16, Build = build, Layer = layer, Limit = atMost is { } most ? new("forward", most) : null };

    private static ModelWorkload Step(string name, string description, int batch, Func<Model> build, Optimizer optimizer, Loss loss, Bar bar) =>
        new() { Name = name, Description = description, Images = batch, Build = build, Bar = bar, Training = new TrainingOptions { Optimizer = optimizer, Loss = loss } };
}

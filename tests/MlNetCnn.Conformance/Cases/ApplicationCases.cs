using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Keras's applications with ten classes at small sizes, and the bases of some without their top.</summary>
internal static class ApplicationCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Whole("vgg16", 32, () => Applications.Vgg16(inputShape: [32, 32, 3], classes: 10)),
        Whole("vgg19", 32, () => Applications.Vgg19(inputShape: [32, 32, 3], classes: 10)),
        Whole("resnet50", 48, () => Applications.ResNet50(inputShape: [48, 48, 3], classes: 10)) with { Gain = 0.7f },
        Whole("inception_v3", 75, () => Applications.InceptionV3(inputShape: [75, 75, 3], classes: 10)),
        Whole("xception", 71, () => Applications.Xception(inputShape: [71, 71, 3], classes: 10)) with { Gain = 0.7f },
        Whole("mobilenet", 64, () => Applications.MobileNet(inputShape: [64, 64, 3], classes: 10)),
        Whole("mobilenet_0.25", 64, () => Applications.MobileNet(inputShape: [64, 64, 3], alpha: 0.25, classes: 10)),
        Whole("mobilenet_v2", 64, () => Applications.MobileNetV2(inputShape: [64, 64, 3], classes: 10)) with { Gain = 0.7f },
        Whole("mobilenet_v2_0.35", 96, () => Applications.MobileNetV2(inputShape: [96, 96, 3], alpha: 0.35, classes: 10)) with { Gain = 0.7f },
        Whole("vgg16_no_top", 32, () => Applications.Vgg16(includeTop: false, inputShape: [48, 32, 3])),
        Whole("resnet50_no_top_average", 48, () => Applications.ResNet50(includeTop: false, inputShape: [48, 48, 3], pooling: FeaturePooling.Average)) with { Gain = 0.7f },
        Whole("mobilenet_v2_no_top", 64, () => Applications.MobileNetV2(includeTop: false, inputShape: [64, 64, 3])) with { Gain = 0.7f },
    ];

    private static ConformanceCase Whole(string name, int size, Func<Model> build) => new($"{name}_{size}", CaseKind.Application, build);
}

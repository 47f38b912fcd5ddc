export declare function pageBundle(): Promise<string>;
export declare const bundleFile: string;
